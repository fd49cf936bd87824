# SPDX-License-Identifier: GPL-3.0-or-later
# Completion for bash. The program itself is asked for its commands, so that
# they need not stand here a second time.

_calloutctl_commands ()
{
  calloutctl do --help 2>/dev/null | sed -n 's/^  \([a-z-]*\.[a-z-]*\)$/\1/p'
}

_calloutctl_parameters ()
{
  calloutctl do "$1" --help 2>/dev/null | sed -n 's/^  \([a-z_]*=\).*/\1/p'
}

_calloutctl ()
{
  local current=$2 previous=$3 verb='' command='' word i
  local options='--store --as --json --help'
  local kinds='tickets work-orders service-orders people groups customers equipment steps workflows statuses flows events
    documents notifications outbox'
  COMPREPLY=()

  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    case $word in
      --store | --as) i=$((i + 1)) ;;
      -*) ;;
      *)
        if [[ -z $verb ]]; then verb=$word; elif [[ -z $command ]]; then command=$word; fi ;;
    esac
  done

  case $previous in
    --store | --mapping | --rejects | -o | --output)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return ;;
    --as | --filter | --sort | --columns | --limit | --offset | --within | --seed | --admin | --language)
      return ;;
  esac

  case $verb in
    '')
      mapfile -t COMPREPLY < <(compgen -W "$options --version init info check backup restore import export list show
        commands do undo nearest history search customer-view calendar pdf labels watch bench" -- "$current")
      return ;;
    list) options+=" --filter --sort --columns --limit --offset $kinds" ;;
    export) options+=" --output --filter --sort --columns $kinds" ;;
    import)
      options+=' --mapping --dry-run --rejects'
      if [[ -z $command ]]; then
        options+=' tickets people customers equipment holidays'
      elif [[ $current != -* ]]; then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
      fi ;;
    backup | restore)
      if [[ $current != -* ]]; then
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
        return
      fi ;;
    init) options+=' --admin --demo --seed' ;;
    nearest) options+=' --limit --within --all' ;;
    search) options+=' --limit' ;;
    customer-view) options+=' --language' ;;
    pdf) options+=' --internal --paper --output' ;;
    labels) options+=' --sheet --start --filter --output' ;;
    do)
      if [[ -z $command ]]; then
        options+=" $(_calloutctl_commands)"
      else
        compopt -o nospace
        options+=" $(_calloutctl_parameters "$command")"
      fi ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
}

complete -F _calloutctl calloutctl
