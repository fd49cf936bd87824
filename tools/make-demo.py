#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the demonstration city in data/demo/ from the City of Boston's service
requests of 2015 (https://data.boston.gov, Public Domain Dedication and
License).

    tools/make-demo.py boston_311_2015.csv data/demo

The result depends on the input alone: the sample is drawn with a fixed seed.
Nothing a person wrote freely is taken over: no closure reasons, and of the
titles only those that stand on many requests. All people, companies and
customers are invented.
"""

import collections
import configparser
import csv
import datetime
import os
import random
import re
import sys

SEED = 311
# The city's "now", when its newest request came: a Thursday morning with
# everybody at work. Every time in the files is seconds before this moment.
NOW = datetime.datetime(2015, 12, 17, 10, 43, 47)
HISTORY = 8000
PENDING = 400
ACTIVE = 120
ROUTED = 60
VISITED = 150

GROUPS = [
    # key, name, type, mode, linked providers
    ("public-works", "Public Works Districts", "in-house", "manual", "kerb-and-stone"),
    ("street-lights", "Street Lights", "in-house", "manual", "lampwright"),
    ("traffic-signals", "Traffic Signals", "in-house", "manual", "signal-seven"),
    ("sign-shop", "Sign Shop", "in-house", "grab", ""),
    ("graffiti", "Graffiti Removal", "in-house", "grab", ""),
    ("trees", "Trees and Parks", "in-house", "manual", "tall-oak"),
    ("building-inspection", "Building Inspection", "in-house", "manual", ""),
    ("housing", "Housing Inspection", "in-house", "manual", ""),
    ("environmental", "Environmental and Rodent Control", "in-house", "grab", ""),
    ("recycling", "Recycling and Bulk Collection", "in-house", "grab", ""),
    ("animal-control", "Animal Control", "in-house", "grab", ""),
    ("water-and-sewer", "Water and Sewer", "in-house", "manual", ""),
    ("lampwright", "Lampwright Electric Co.", "provider", "manual", ""),
    ("tall-oak", "Tall Oak Tree Service", "provider", "grab", ""),
    ("kerb-and-stone", "Kerb & Stone Paving", "provider", "manual", ""),
    ("signal-seven", "Signal Seven Maintenance", "provider", "manual", ""),
]

# What a group's work can be given to instead, when it goes to a provider.
NOT_PERFORMED = ("Nobody was there", "No access to the place", "A part is missing", "It was no longer needed")
PROVIDER_OF = {"street-lights": "lampwright", "trees": "tall-oak",
               "public-works": "kerb-and-stone", "traffic-signals": "signal-seven"}

# Which of our groups sees to what: by queue, then by reason; the longest prefix
# wins.
QUEUES = {
    "PWDx_Street Light*": "street-lights",
    "PWDx_Major System Failure": "street-lights",
    "PWDx_Recycling*": "recycling",
    "PWDx_Sticker Request": "recycling",
    "PWDx_IPL*": "recycling",
    "PWDx_Missed Trash*": "recycling",
    "PWDx_Schedule a Bulk Item Pickup": "recycling",
    "PWDx_Graffiti": "graffiti",
    "PWDx_*": "public-works",
    "BTDT_Traffic Signal_Graffiti": "graffiti",
    "BTDT_Traffic Signal*": "traffic-signals",
    "BTDT_Engineering_Request for Traffic Signal*": "traffic-signals",
    "BTDT_*": "sign-shop",
    "PROP_GRAF*": "graffiti",
    "PARK_*": "trees",
    "ISD_Building*": "building-inspection",
    "ISD_Housing*": "housing",
    "ISD_*": "environmental",
    "ANML*": "animal-control",
    "BWSC_*": "water-and-sewer",
    "GEN_Needle_Pickup": "environmental",
    "Animal Issues": "animal-control",
    "Fire Hydrant": "water-and-sewer",
    "Catchbasin": "water-and-sewer",
    "Street Lights": "street-lights",
    "Trees": "trees",
    "Graffiti": "graffiti",
    "Highway Maintenance": "public-works",
    "Street Cleaning": "public-works",
}

OFFICE = [
    # login, name, roles, grants, groups dispatched
    ("ada", "Ada Lindqvist", "admin", "", ""),
    ("dana", "Dana Whitfield", "dispatcher", "reallocate", ""),
    ("marco", "Marco Bianchi-Okafor", "dispatcher", "", ""),
    ("sybil", "Sybil Achterberg", "supervisor", "", ""),
    ("cora", "Cora Nakamura", "coordinator", "", ""),
    ("moira", "Moira Ó Súilleabháin", "moderator", "", ""),
    ("walt", "Walter Gundersen", "group-dispatcher", "reallocate", "public-works"),
    ("petra", "Petra Dvořáková", "group-dispatcher", "", "public-works"),
    ("luz", "Luz Echeverría", "group-dispatcher", "", "street-lights"),
    ("henrik", "Henrik Sjöström", "group-dispatcher", "", "street-lights"),
    ("tomasz", "Tomasz Grzybowski", "group-dispatcher", "", "traffic-signals"),
    ("signe", "Signe Brandt-Møller", "group-dispatcher", "", "sign-shop"),
    ("grace", "Grace Adeyemi", "group-dispatcher", "", "graffiti"),
    ("flora", "Flora Vasquez-Hahn", "group-dispatcher", "", "trees"),
    ("rowan", "Rowan Castellanos", "group-dispatcher", "", "trees"),
    ("bert", "Bert van den Heuvel", "group-dispatcher", "", "building-inspection"),
    ("hana", "Hana Yıldız", "group-dispatcher", "", "housing"),
    ("ruth", "Ruth Mbeki-Larsen", "group-dispatcher", "", "environmental"),
    ("cyrus", "Cyrus Farahani", "group-dispatcher", "", "recycling"),
    ("fern", "Fern Delacroix", "group-dispatcher", "", "animal-control"),
    ("wim", "Wim Oosterhuis", "group-dispatcher", "", "water-and-sewer"),
    ("lars", "Lars Wrightson", "group-dispatcher", "", "lampwright"),
    ("olive", "Olive Hartigan", "group-dispatcher", "", "tall-oak"),
    ("kees", "Kees Steenbakker", "group-dispatcher", "", "kerb-and-stone"),
    ("sven", "Sven Achtziger", "group-dispatcher", "", "signal-seven"),
]

ENGINEERS = {
    "public-works": [
        ("aoife", "Aoife Ní Dhomhnaill", "road-repair sidewalk-repair snow pavement-marking"),
        ("bogdan", "Bogdan Țurcanu", "road-repair snow aerial-lift tree-care signs"),
        ("carmen", "Carmen de la Fuente y Montoya-Villanueva", "road-repair sidewalk-repair street-cleaning graffiti-removal"),
        ("desmond", "Desmond Achebe", "street-cleaning snow sharps-collection graffiti-removal animal-control"),
        ("eun-ji", "Eun-ji Park", "sidewalk-repair road-repair pavement-marking signs"),
        ("farid", "Farid Benkhelifa", "street-cleaning bulk-collection snow recycling"),
        ("gustavo", "Gustavo Quispe", "road-repair sidewalk-repair snow signs pavement-marking"),
        ("hyacinth", "Hyacinth Bartholomew-Worthington", "street-cleaning sharps-collection graffiti-removal rodent-control"),
        ("ivana", "Ivana Štěpánková", "road-repair snow sewer"),
        ("jerome", "Jerome Beaubrun", "street-cleaning road-repair sidewalk-repair bulk-collection recycling"),
    ],
    "street-lights": [
        ("kofi", "Kofi Asante-Mensah", "lighting electrical aerial-lift"),
        ("lukasz", "Łukasz Wojciechowski", "lighting electrical traffic-signals"),
        ("mei", "王小梅", "lighting electrical traffic-signals"),
        ("nils", "Nils Håkansson", "lighting aerial-lift"),
        ("orla", "Orla McGillicuddy", "lighting electrical aerial-lift traffic-signals"),
    ],
    "traffic-signals": [
        ("paolo", "Paolo Ferrantelli", "traffic-signals electrical lighting"),
        ("quyen", "Nguyễn Thị Quyên", "traffic-signals electrical lighting"),
        ("rashid", "Rashid al-Mansouri", "traffic-signals electrical aerial-lift lighting"),
        ("sanne", "Sanne Koopmans", "traffic-signals"),
    ],
    "sign-shop": [
        ("tunde", "Ọlátúndé Adébáyọ̀", "signs pavement-marking lighting"),
        ("ursula", "Ursula Szczepańska", "signs pavement-marking"),
        ("viktor", "Виктор Ковальчук", "signs pavement-marking electrical"),
    ],
    "graffiti": [
        ("wendell", "Wendell Pruitt", "graffiti-removal street-cleaning"),
        ("xiomara", "Xiomara Peña", "graffiti-removal aerial-lift signs"),
        ("yusuf", "Yusuf Çelik", "graffiti-removal street-cleaning"),
    ],
    "trees": [
        ("zofia", "Zofia Jabłońska", "tree-care aerial-lift"),
        ("amadou", "Amadou Traoré", "tree-care park-maintenance snow"),
        ("brigid", "Brigid Fallon", "park-maintenance tree-care"),
        ("cezary", "Cezary Małkowski", "tree-care park-maintenance aerial-lift"),
    ],
    "building-inspection": [
        ("delphine", "Delphine Beauchêne", "building-inspection housing-inspection"),
        ("emeka", "Chukwuemeka Nwachukwu-Obiora", "building-inspection electrical housing-inspection"),
        ("fiona", "Fiona Abernathy", "building-inspection housing-inspection health-inspection"),
        ("georgios", "Γιώργος Παπαδημητρίου", "building-inspection electrical lighting"),
    ],
    "housing": [
        ("habiba", "Habiba Warsame", "housing-inspection building-inspection"),
        ("ines", "Inês Magalhães", "housing-inspection rodent-control building-inspection"),
        ("jozsef", "József Kőszegi", "housing-inspection water building-inspection"),
        ("keiko", "Keiko Fujiwara", "housing-inspection rodent-control health-inspection"),
    ],
    "environmental": [
        ("leilani", "Leilani Kahananui", "health-inspection rodent-control animal-control"),
        ("mahmoud", "محمود الخطيب", "rodent-control sharps-collection animal-control"),
        ("noor", "Noor Haddad", "health-inspection rodent-control sharps-collection animal-control"),
    ],
    "recycling": [
        ("oskar", "Oskar Lindström", "recycling bulk-collection street-cleaning"),
        ("priya", "Priya Raghunathan", "recycling bulk-collection"),
        ("quincy", "Quincy Thibodeaux", "bulk-collection recycling snow"),
        ("rosa", "Rosa Zúñiga", "bulk-collection recycling street-cleaning"),
    ],
    "animal-control": [
        ("sadie", "Sadie Blackfeather", "animal-control rodent-control"),
        ("thiago", "Thiago Gonçalves", "animal-control rodent-control sharps-collection"),
    ],
    "water-and-sewer": [
        ("una", "Una Þorsteinsdóttir", "water sewer road-repair"),
        ("vasile", "Vasile Ionescu", "sewer water road-repair"),
        ("winona", "Winona Tallchief-Reyes", "water sewer road-repair"),
    ],
    "lampwright": [
        ("axel", "Axel Rutherford", "lighting electrical aerial-lift"),
        ("bruna", "Bruna Cavalcanti", "lighting electrical"),
        ("ciaran", "Ciarán Mac an Bhaird", "lighting aerial-lift"),
    ],
    "tall-oak": [
        ("dagny", "Dagný Eiríksdóttir", "tree-care aerial-lift"),
        ("elias", "Elias Holmgren", "tree-care park-maintenance"),
        ("fabio", "Fabio Trentacoste", "tree-care aerial-lift"),
    ],
    "kerb-and-stone": [
        ("gwen", "Gwenllian Pritchard", "sidewalk-repair road-repair pavement-marking"),
        ("hugo", "Hugo Etxeberria", "sidewalk-repair road-repair snow"),
        ("ilse", "Ilse Vandenbroucke", "road-repair"),
    ],
    "signal-seven": [
        ("janek", "Janek Pärn", "traffic-signals electrical aerial-lift lighting"),
        ("kamal", "Kamal Bhattacharya", "traffic-signals electrical lighting"),
    ],
}

SHIFTS = {
    "day": "Mo-Fr 07:00-15:30",
    "early": "Mo-Fr 05:30-13:30; Sa 06:00-12:00",
    "late": "Mo-Fr 14:00-22:30",
    "night": "Su-Th 22:00-06:00",
    "weekend": "Fr 12:00-20:00; Sa-Su 08:00-18:00",
}

CUSTOMERS = [
    "Harbor Street Tenants' Association", "Panadería El Águila", "Café Möbius", "Dim Sum 海港",
    "Escola Comunitária São Brás", "St. Brendan's Elder Housing", "Old Mill Row Condominiums",
    "Fenmarsh Neighbourhood Council", "Bluegate Property Management, Maintenance Department, Building 4 and Annex",
    "Rivière & Fils, Fleuristes", "Maple Terrace Co-operative", "Łódź Street Bakery",
    "Quarry Hill Little League", "Northgate Business Improvement District", "Ashgrove Public Library Friends",
    "Tanner's Wharf Merchants", "Phở Hồng Hà", "Green Line Bicycle Kitchen",
    "Sunrise Childcare Center", "Wexford Arms Hotel", "Ōmiya Gallery", "Crane Yard Studios",
    "Brookfield Cemetery Trust", "Parkside Allotment Holders",
]

# Requests as they come in a city of many languages; invented.
TITLES_BY_SKILL = {
    "lighting": ["Farola apagada toda la semana – street light out", "路灯不亮 (street light out)",
                 "Street light cycling on and off through the night, three poles in a row, residents report the crossing by "
                 "the school is completely dark before 7 a.m."],
    "street-cleaning": ["Lixo não recolhido – litter basket overflowing", "Dépôt sauvage d'ordures – illegal dumping"],
    "road-repair": ["Nid-de-poule profond – deep pothole", "Hố ga bị sụt – road sinking around casting",
                    "Pothole across the full width of the lane, roughly two metres long and deeper than a hand, "
                    "already damaged several tyres this morning"],
    "tree-care": ["Gałąź nad chodnikiem – branch hanging over sidewalk"],
    "housing-inspection": ["Pa gen chofaj – no heat in unit", "لا توجد تدفئة – no heat"],
    "animal-control": ["Σκύλος χωρίς λουρί – dog off leash in playground"],
    "signs": ["Знак «Стоп» повален – stop sign down"],
    "rodent-control": ["Ratas en el callejón – rats in the alley"],
}


def parse_time(text):
    return datetime.datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p") if text else None


class Values:
    """What values become; read as the import reads a [values …] section."""

    def __init__(self, pairs):
        self.exact, self.prefixes, self.fallback = {}, [], None
        for key, value in pairs:
            if key == "*":
                self.fallback = value
            elif key.endswith("*"):
                self.prefixes.append((key[:-1], value))
            else:
                self.exact[key] = value
        self.prefixes.sort(key=lambda pair: -len(pair[0]))

    def find(self, *values):
        for value in values:
            if value in self.exact:
                return self.exact[value]
            for prefix, result in self.prefixes:
                if value.startswith(prefix):
                    return result
        return self.fallback


def tidy(text):
    return " ".join(text.split())


def tidy_address(row):
    text = row["Location"].strip()
    for prefix in ("INTERSECTION of ", "INTERSECTION "):
        if text.startswith(prefix):
            text = text[len(prefix):]
    parts = [tidy(part) for part in re.split(r"  +", text) if part.strip()]
    joined = ""
    for part in parts:
        joined += (" " if part.isdigit() else ", ") + part if joined else part
    return joined


class Request:
    def __init__(self, row, maps, usual_titles):
        self.id = row["CASE_ENQUIRY_ID"]
        self.opened = parse_time(row["OPEN_DT"])
        self.due = parse_time(row["TARGET_DT"])
        self.closed = parse_time(row["CLOSED_DT"])
        self.type = re.sub(r" (\((Internal|INTERNAL)\)|SS)$", "", tidy(row["TYPE"]))
        title = tidy(row["CASE_TITLE"])
        self.title = title if title in usual_titles and title != tidy(row["TYPE"]) else ""
        self.title = re.sub(r" \((Internal|INTERNAL)\)$", "", self.title)
        if self.title == self.type:
            self.title = ""
        self.address = tidy_address(row)
        self.crossing = row["Property_Type"] == "Intersection"
        self.district = row["neighborhood"]
        self.placed = (row["LATITUDE"], row["LONGITUDE"]) != ("42.3594", "-71.0587")
        self.latitude, self.longitude = row["LATITUDE"], row["LONGITUDE"]
        self.channel = row["Source"]
        self.priority = maps["priority"].find(row["TYPE"])
        self.skills = maps["skills"].find(row["TYPE"], row["QUEUE"], row["REASON"]).replace(",", " ")
        self.group = maps["group"].find(row["QUEUE"], row["REASON"])
        self.contractor = "Contractor" in row["QUEUE"] or "Highway Construction" in row["QUEUE"]
        self.customer = ""
        self.state = ""

    @property
    def dispatchable(self):
        return self.group is not None and self.skills != "general"


def load(path, maps):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    titles = collections.Counter(tidy(row["CASE_TITLE"]) for row in rows)
    usual = {title for title, n in titles.items()
             if n >= 25 and not re.search(r"printed|sent to|case |complaint|comment|notif| for |//|\.$", title, re.IGNORECASE)}
    return [request for request in (Request(row, maps, usual) for row in rows) if request.opened <= NOW]


def ago(moment):
    return str(int((NOW - moment).total_seconds())) if moment else ""


def sample_history(rng, requests):
    """Closed by now, of the last months, weighted to the nearer ones."""
    closed = [r for r in requests
              if r.closed and r.opened <= r.closed <= NOW - datetime.timedelta(minutes=30)
              and r.opened >= NOW - datetime.timedelta(days=150) and (r.placed or r.address)]
    return rng.sample(closed, HISTORY)


def sample_open(rng, requests, count, homeless, ages):
    """Still open now; so many of them nobody knows the place of."""
    chosen = []
    seen = set()
    pool = [r for r in requests if r.dispatchable and (r.closed is None or r.closed > NOW)]
    for n, oldest, newest, placed in ages:
        fits = [r for r in pool if r.id not in seen and r.placed == placed and
                datetime.timedelta(hours=newest) <= NOW - r.opened < datetime.timedelta(hours=oldest)]
        picked = rng.sample(fits, min(n, len(fits)))
        chosen += picked
        seen.update(r.id for r in picked)
    fits = [r for r in pool if r.id not in seen and r.placed]
    fits.sort(key=lambda r: (NOW - r.opened, r.id))
    for request in fits:
        if len(chosen) >= count:
            break
        chosen.append(request)
    assert len(chosen) == count, (len(chosen), count)
    return chosen


def make_people(rng, corners):
    people = []
    n = 0
    for login, name, roles, grants, dispatches in OFFICE:
        n += 1
        people.append({"login": login, "name": name, "roles": roles, "grants": grants, "dispatches": dispatches,
                       "availability": "available", "phone": "617-555-%04d" % (100 + n)})

    engineers = [(login, name, skills, group) for group, members in ENGINEERS.items() for login, name, skills in members]
    assert len(engineers) == 60, len(engineers)
    assert len({p[0] for p in engineers} | {p["login"] for p in people}) == 60 + len(OFFICE)
    # Those off duty are spread over the groups, so that none sleeps as a whole.
    kinds = ["early" if i % 8 == 5 else "day" for i in range(60)]
    off = ["late"] * 6 + ["night"] * 4 + ["weekend"] * 3
    rng.shuffle(off)
    for i, kind in enumerate(off):
        kinds[2 + round(i * 4.6)] = kind
    on_duty = 0
    for (login, name, skills, group), shift in zip(engineers, kinds):
        n += 1
        duty = shift in ("day", "early")
        person = {"login": login, "name": name, "roles": "member", "skills": skills, "groups": group,
                  "shift": SHIFTS[shift], "availability": "available", "phone": "617-555-%04d" % (100 + n)}
        if duty:
            on_duty += 1
            age = rng.randint(20, 35 * 60)
            person["availability"] = rng.choices(("available", "busy", "break"), (88, 8, 4))[0]
            if on_duty % 9 == 4:
                age = rng.choice((3 * 3600, 7 * 3600 + 1200, 26 * 3600, 4 * 86400 + 5000))
            if on_duty % 14 == 7:
                age = None
        else:
            age = {"late": 12 * 3600, "night": 4 * 3600 + 2700, "weekend": 3 * 86400 + 60000}[shift] + rng.randint(60, 3000)
            person["availability"] = "offline"
            if n % 8 == 0:
                age = None
        if age is not None:
            person["position_age"] = age
            person["latitude"], person["longitude"] = rng.choice(corners)
        person["on_duty"] = duty
        people.append(person)
    assert on_duty >= 40
    return people


def plan_work(rng, pending, active, history, people):
    """What is done to the work orders, as commands with their moments."""
    engineers = [p for p in people if p["roles"] == "member"]
    by_group = collections.defaultdict(list)
    for person in engineers:
        by_group[person["groups"]].append(person)
    dispatcher_of = collections.defaultdict(list)
    for person in people:
        if person.get("dispatches"):
            dispatcher_of[person["dispatches"]].append(person["login"])
    lines = []

    def add(request, moment, by, command, **arguments):
        lines.append((moment, request.id, by, command,
                      "; ".join("%s=%s" % (key, one) for key, value in arguments.items()
                                for one in (value if isinstance(value, list) else [value]) if one)))

    def create(request, by):
        delay = datetime.timedelta(seconds=rng.randint(40, 1500))
        moment = min(request.opened + delay, NOW)
        add(request, moment, by, "work-order.create")
        return moment

    def minutes(low, high):
        return datetime.timedelta(seconds=rng.randint(low * 60, high * 60))

    for request in pending:
        create(request, rng.choice(("dana", "marco")))

    # Routed to a group by a dispatcher one knows, a tenth to a provider.
    old_enough = [r for r in pending if NOW - r.opened > datetime.timedelta(hours=2)]
    for index, request in enumerate(rng.sample(old_enough, ROUTED)):
        group = request.group
        if index % 6 == 0 or request.contractor:
            group = PROVIDER_OF.get(group, group)
        request.state = "pending-group"
        add(request, NOW - minutes(5, 110), ("dana", "marco")[index % 2], "work-order.route", group=group)

    # Today's work, in every state of its life.
    states = (["assigned"] * 32 + ["dispatched"] * 26 + ["accepted"] * 24 + ["travel"] * 10 + ["work"] * 18 + ["checked-out"] * 10)
    rng.shuffle(states)
    moving = set()
    load = collections.Counter()
    for request, state in zip(active, states):
        by = rng.choice(("dana", "marco"))
        group = request.group
        wanted = set(request.skills.split())
        fit = [p for p in engineers if p["on_duty"] and p["groups"] in (group, PROVIDER_OF.get(group))
               and wanted <= set(p["skills"].split())]
        if state in ("travel", "work"):
            fit = [p for p in fit if p["login"] not in moving]
        if not fit and state in ("travel", "work"):
            state = "accepted"
            fit = [p for p in engineers if p["on_duty"] and wanted <= set(p["skills"].split())]
        if not fit:
            fit = [p for p in engineers if p["on_duty"] and p["groups"] == group] or \
                  [p for p in engineers if p["on_duty"] and p["groups"] == PROVIDER_OF.get(group)] or \
                  [p for p in engineers if p["groups"] == group]
        fewest = min(load[p["login"]] for p in fit)
        lead = rng.choice([p for p in fit if load[p["login"]] <= fewest + 1])
        load[lead["login"]] += 1
        others = [p for p in by_group[lead["groups"]] if p is not lead and p["on_duty"]]
        helpers = rng.sample(others, min(len(others), rng.choices((0, 1, 2), (70, 22, 8))[0]))
        if state in ("travel", "work"):
            moving.add(lead["login"])

        create(request, by)
        at = NOW - minutes(150, 225)
        at = max(at, request.opened + minutes(26, 40))
        if lead["groups"] == group and rng.random() < 0.35 and dispatcher_of[group]:
            add(request, at, by, "work-order.route", group=group)
            by = rng.choice(dispatcher_of[group])
            at += minutes(1, 6)
        earliest, latest = {"assigned": (0, 14), "dispatched": (0, 8), "accepted": (-1, 5), "travel": (-1, 1), "work": (-4, 0),
                            "checked-out": (-7, -4)}[state]
        start = NOW + datetime.timedelta(minutes=30 * rng.randint(earliest, latest))
        add(request, at, by, "work-order.assign", lead=lead["login"], collaborator=[h["login"] for h in helpers],
            planned_start=ago(start), planned_end=ago(start + datetime.timedelta(minutes=30 * rng.randint(1, 4))))
        if state == "assigned":
            continue
        at += minutes(1, 8)
        add(request, at, by, "work-order.publish")
        if state == "dispatched":
            continue
        at += minutes(1, 10)
        add(request, at, lead["login"], "work-order.accept")
        if state == "accepted":
            continue
        place = request if request.placed else None
        end = NOW - minutes(1, 5)
        steps = ["travel", "work", "checkout"][:{"travel": 1, "work": 2, "checked-out": 3}[state]]
        for index, step in enumerate(steps):
            moment = at + (end - at) * (index + 1) // len(steps)
            add(request, moment, lead["login"], "work-order.step", step=step,
                latitude=place.latitude if place and step != "travel" else "",
                longitude=place.longitude if place and step != "travel" else "")

    # Visits of the last days, whole: their tickets wait to be marked as done.
    done = [r for r in history if r.dispatchable and r.placed and r.closed - r.opened > datetime.timedelta(hours=5)
            and r.closed >= NOW - datetime.timedelta(days=12)]
    for request in rng.sample(done, VISITED):
        wanted = set(request.skills.split())
        fit = [p for p in by_group[request.group] if wanted <= set(p["skills"].split())] or by_group[request.group]
        lead = rng.choice(fit)
        by = rng.choice(("dana", "marco"))
        others = [p for p in by_group[request.group] if p is not lead]
        helpers = rng.sample(others, min(len(others), rng.choices((0, 1, 2), (75, 20, 5))[0]))
        request.state = "visited"
        create(request, by)
        end = request.closed
        work = end - minutes(20, 110)
        travel = work - minutes(8, 45)
        accept = travel - minutes(3, 30)
        publish = accept - minutes(2, 20)
        assign = publish - minutes(1, 15)
        add(request, assign, by, "work-order.assign", lead=lead["login"], collaborator=[h["login"] for h in helpers])
        add(request, publish, by, "work-order.publish")
        add(request, accept, lead["login"], "work-order.accept")
        where = {"latitude": request.latitude, "longitude": request.longitude} if request.placed else {}
        add(request, travel, lead["login"], "work-order.step", step="travel")
        add(request, work, lead["login"], "work-order.step", step="work", **where)
        add(request, end - minutes(1, 4), lead["login"], "work-order.step", step="checkout", **where)
        ending = {"outcome": "completed"}
        if rng.random() < 0.06:
            ending = {"outcome": "not-performed", "reason": NOT_PERFORMED[int(request.id) % len(NOT_PERFORMED)]}
        add(request, end - datetime.timedelta(seconds=20), lead["login"], "work-order.step", step="close", **ending)

    lines.sort(key=lambda line: line[0])
    return lines


def dress(rng, requests):
    """Customers, and titles in the city's languages, for some open requests."""
    titles = {skill: list(texts) for skill, texts in TITLES_BY_SKILL.items()}
    for request in rng.sample(requests, len(requests)):
        texts = titles.get(request.skills.split()[0])
        if texts:
            request.title = texts.pop()
    for request in rng.sample(requests, 90):
        request.customer = "demo-%02d" % rng.randint(1, len(CUSTOMERS))
    longest = [r for r in requests if r.crossing][:3]
    for request, detail in zip(longest, ("under the railway bridge, on the side of the fire station",
                                         "north-east corner, beside the bus shelter and the newspaper boxes",
                                         "between the second and the third tree of the median, opposite the library's side entrance")):
        request.address = request.address.replace(", ", ", %s, " % detail, 1)


def write(directory, name, columns, rows):
    path = os.path.join(directory, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([row.get(column, "") for column in columns] if isinstance(row, dict) else row)
    print("%-14s %8d bytes" % (name, os.path.getsize(path)))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    source, directory = sys.argv[1:]
    ini = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "mappings", "boston311.ini")
    parser = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str
    parser.read(ini, encoding="utf-8")
    maps = {name: Values(parser.items("values " + name)) for name in ("priority", "skills")}
    maps["group"] = Values(QUEUES.items())
    rng = random.Random(SEED)
    requests = load(source, maps)

    week = 24 * 7
    pending = sample_open(rng, requests, PENDING, 16, [
        (16, week * 8, 1, False), (110, 26, 0, True), (110, 96, 26, True), (90, week * 3, 96, True), (50, week * 14, week * 3, True)])
    taken = {r.id for r in pending}
    active = sample_open(rng, [r for r in requests if r.id not in taken], ACTIVE, 4, [
        (4, week * 8, 5, False), (50, 72, 4, True), (66, week * 4, 72, True)])
    taken |= {r.id for r in active}
    history = sample_history(rng, [r for r in requests if r.id not in taken])
    opened = pending + active
    assert max(r.opened for r in opened + history) == NOW

    corners = sorted({(r.latitude, r.longitude) for r in requests if r.crossing and r.placed})
    people = make_people(rng, corners)
    dress(rng, opened)
    work = plan_work(rng, pending, active, history, people)

    os.makedirs(directory, exist_ok=True)
    write(directory, "groups.csv", ["key", "name", "type", "mode", "providers"], GROUPS)
    for person in people:
        person["email"] = person["login"] + "@demo.example"
    write(directory, "people.csv", ["login", "name", "email", "phone", "roles", "grants", "skills", "groups", "dispatches", "shift",
                                    "availability", "latitude", "longitude", "position_age"], people)
    places = rng.sample([r for r in history if r.placed and not r.crossing], len(CUSTOMERS))
    write(directory, "customers.csv", ["external_id", "name", "email", "phone", "address", "latitude", "longitude"],
          [("demo-%02d" % (i + 1), name, "hello@customer-%02d.example" % (i + 1), "617-555-%04d" % (9000 + i),
            place.address, place.latitude, place.longitude) for i, (name, place) in enumerate(zip(CUSTOMERS, places))])
    still_open = {r.id for r in opened} | {r.id for r in history if r.state == "visited"}
    everything = sorted(opened + history, key=lambda r: (r.opened, r.id))
    write(directory, "tickets.csv",
          ["external_id", "opened", "due", "closed", "title", "type", "priority", "skills", "address", "district",
           "latitude", "longitude", "channel", "customer"],
          [(r.id, ago(r.opened), ago(r.due), "" if r.id in still_open else ago(r.closed), r.title, r.type, r.priority, r.skills,
            r.address, r.district, r.latitude if r.placed else "", r.longitude if r.placed else "", r.channel, r.customer)
           for r in everything])
    write(directory, "work.csv", ["ago", "ticket", "by", "command", "arguments"],
          [(ago(moment),) + tuple(rest) for moment, *rest in work])
    print(len(everything), "tickets,", len(work), "steps of work")


if __name__ == "__main__":
    main()
