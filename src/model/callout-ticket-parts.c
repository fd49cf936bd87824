/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "callout-ticket-parts.h"

static const CalloutField ticket_offer_fields[] = {
  CALLOUT_FIELD_R (CalloutTicketOffer, ticket, TICKET),
  CALLOUT_FIELD_R (CalloutTicketOffer, person, PERSON),
  CALLOUT_FIELD (CalloutTicketOffer, cycle, INTEGER),
  CALLOUT_FIELD_E (CalloutTicketOffer, state, callout_offer_state_get_type),
  CALLOUT_FIELD (CalloutTicketOffer, answered_at, TIME),
  CALLOUT_FIELD_D (CalloutTicketOffer, login, TEXT),
  CALLOUT_FIELD_D (CalloutTicketOffer, name, TEXT),
  CALLOUT_FIELD_D (CalloutTicketOffer, title, TEXT),
  CALLOUT_FIELD_DE (CalloutTicketOffer, progress, callout_progress_get_type),
};

G_DEFINE_FINAL_TYPE (CalloutTicketOffer, callout_ticket_offer, CALLOUT_TYPE_ENTITY)

static void
callout_ticket_offer_class_init (CalloutTicketOfferClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_OFFER,
                                   ticket_offer_fields, G_N_ELEMENTS (ticket_offer_fields), NULL);
}

static void
callout_ticket_offer_init (CalloutTicketOffer *self)
{
}

static const CalloutField ticket_assignee_fields[] = {
  CALLOUT_FIELD_R (CalloutTicketAssignee, ticket, TICKET),
  CALLOUT_FIELD_R (CalloutTicketAssignee, person, PERSON),
  CALLOUT_FIELD_R (CalloutTicketAssignee, by, PERSON),
  CALLOUT_FIELD_E (CalloutTicketAssignee, via, callout_assignee_via_get_type),
  CALLOUT_FIELD_D (CalloutTicketAssignee, login, TEXT),
  CALLOUT_FIELD_D (CalloutTicketAssignee, name, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutTicketAssignee, callout_ticket_assignee, CALLOUT_TYPE_ENTITY)

static void
callout_ticket_assignee_class_init (CalloutTicketAssigneeClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_TICKET_ASSIGNEE,
                                   ticket_assignee_fields, G_N_ELEMENTS (ticket_assignee_fields), NULL);
}

static void
callout_ticket_assignee_init (CalloutTicketAssignee *self)
{
}

static const CalloutField update_fields[] = {
  CALLOUT_FIELD_R (CalloutUpdate, ticket, TICKET),
  CALLOUT_FIELD_R (CalloutUpdate, author, PERSON),
  CALLOUT_FIELD_E (CalloutUpdate, visibility, callout_visibility_get_type),
  CALLOUT_FIELD (CalloutUpdate, text, TEXT),
  CALLOUT_FIELD_R (CalloutUpdate, corrects, UPDATE),
  CALLOUT_FIELD_D (CalloutUpdate, author_login, TEXT),
  CALLOUT_FIELD_D (CalloutUpdate, author_name, TEXT),
  CALLOUT_FIELD_D (CalloutUpdate, corrected_by, INTEGER),
  CALLOUT_FIELD_D (CalloutUpdate, n_files, INTEGER),
};

G_DEFINE_FINAL_TYPE (CalloutUpdate, callout_update, CALLOUT_TYPE_ENTITY)

static void
callout_update_class_init (CalloutUpdateClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_UPDATE,
                                   update_fields, G_N_ELEMENTS (update_fields), NULL);
}

static void
callout_update_init (CalloutUpdate *self)
{
}

static const CalloutField file_fields[] = {
  CALLOUT_FIELD (CalloutFile, name, TEXT),
  CALLOUT_FIELD (CalloutFile, media_type, TEXT),
  CALLOUT_FIELD (CalloutFile, bytes, INTEGER),
  CALLOUT_FIELD (CalloutFile, sha256, TEXT),
  CALLOUT_FIELD (CalloutFile, width, INTEGER),
  CALLOUT_FIELD (CalloutFile, height, INTEGER),
  CALLOUT_FIELD_R (CalloutFile, ticket, TICKET),
  CALLOUT_FIELD_R (CalloutFile, update_ref, UPDATE),
  CALLOUT_FIELD (CalloutFile, question, TEXT),
  CALLOUT_FIELD_R (CalloutFile, author, PERSON),
  CALLOUT_FIELD_R (CalloutFile, message, MESSAGE),
  CALLOUT_FIELD (CalloutFile, duration, INTEGER),
  CALLOUT_FIELD (CalloutFile, shape, TEXT),
  CALLOUT_FIELD_R (CalloutFile, original, FILE),
  CALLOUT_FIELD_D (CalloutFile, author_login, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutFile, callout_file, CALLOUT_TYPE_ENTITY)

static void
callout_file_class_init (CalloutFileClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_FILE,
                                   file_fields, G_N_ELEMENTS (file_fields), NULL);
}

static void
callout_file_init (CalloutFile *self)
{
}

static const CalloutField rating_fields[] = {
  CALLOUT_FIELD_R (CalloutRating, ticket, TICKET),
  CALLOUT_FIELD (CalloutRating, cycle, INTEGER),
  CALLOUT_FIELD (CalloutRating, stars, INTEGER),
  CALLOUT_FIELD (CalloutRating, comment, TEXT),
  CALLOUT_FIELD_E (CalloutRating, source, callout_rating_source_get_type),
  CALLOUT_FIELD_R (CalloutRating, person, PERSON),
  CALLOUT_FIELD_D (CalloutRating, login, TEXT),
  CALLOUT_FIELD_D (CalloutRating, name, TEXT),
};

G_DEFINE_FINAL_TYPE (CalloutRating, callout_rating, CALLOUT_TYPE_ENTITY)

static void
callout_rating_class_init (CalloutRatingClass *klass)
{
  callout_entity_class_set_fields (CALLOUT_ENTITY_CLASS (klass), CALLOUT_KIND_RATING,
                                   rating_fields, G_N_ELEMENTS (rating_fields), NULL);
}

static void
callout_rating_init (CalloutRating *self)
{
}
