# bash completion of madoguchi. Made by scripts/generate/completion.ts: do not edit.

_madoguchi_children() {
  case "$1" in
    '') echo 'status drain resume monitor events health metrics bundle devices device diag card printer sound lamps cash ledger trace config paper verify incidents staff commission' ;;
    'cash') echo 'levels test-dispense put-back exchange closing' ;;
    'cash exchange') echo 'start end drop' ;;
    'ledger') echo 'show balance closings verify reconcile export' ;;
    'sound') echo 'test' ;;
    'lamps') echo 'test' ;;
    'trace') echo 'record stop list show replay' ;;
    'config') echo 'check show explain reload' ;;
    'paper') echo 'calibrate render' ;;
    'staff') echo 'key hash-code' ;;
    'devices') echo 'lend return' ;;
    'printer') echo 'test' ;;
    'incidents') echo 'close sign' ;;
  esac
}

_madoguchi_options() {
  case "$1" in
    '') echo '--json --socket --config --help --version' ;;
    'cash') echo '--json --socket --config --help' ;;
    'cash exchange') echo '--json --socket --config --help' ;;
    'ledger') echo '--json --socket --config --help' ;;
    'sound') echo '--json --socket --config --help' ;;
    'lamps') echo '--json --socket --config --help' ;;
    'trace') echo '--json --socket --config --help' ;;
    'config') echo '--json --socket --config --help' ;;
    'paper') echo '--json --socket --config --help' ;;
    'staff') echo '--json --socket --config --help' ;;
    'status') echo '--watch --check --offline --json --socket --config --help' ;;
    'drain') echo '--wait --by --json --socket --config --help' ;;
    'resume') echo '--by --json --socket --config --help' ;;
    'monitor') echo '--frames --most --offline --json --socket --config --help' ;;
    'events') echo '--after --most --follow --json --socket --config --help' ;;
    'health') echo '--check --json --socket --config --help' ;;
    'metrics') echo '--json --socket --config --help' ;;
    'bundle') echo '--out --redact --trace --lines --by --json --socket --config --help' ;;
    'devices') echo '--check --offline --json --socket --config --help' ;;
    'devices lend') echo '--by --json --socket --config --help' ;;
    'devices return') echo '--by --json --socket --config --help' ;;
    'device') echo '--offline --json --socket --config --help' ;;
    'diag') echo '--level --offline --by --json --socket --config --help' ;;
    'card') echo '--wait --offline --by --json --socket --config --help' ;;
    'printer') echo '--offline --json --socket --config --help' ;;
    'printer test') echo '--offline --by --json --socket --config --help' ;;
    'sound test') echo '--offline --by --json --socket --config --help' ;;
    'lamps test') echo '--offline --by --json --socket --config --help' ;;
    'cash levels') echo '--offline --json --socket --config --help' ;;
    'cash test-dispense') echo '--unit --offline --by --json --socket --config --help' ;;
    'cash put-back') echo '--offline --by --json --socket --config --help' ;;
    'cash exchange start') echo '--offline --by --json --socket --config --help' ;;
    'cash exchange end') echo '--count --part --sure --offline --by --json --socket --config --help' ;;
    'cash exchange drop') echo '--offline --by --json --socket --config --help' ;;
    'cash closing') echo '--count --sure --offline --by --json --socket --config --help' ;;
    'ledger show') echo '--file --most --json --socket --config --help' ;;
    'ledger balance') echo '--file --json --socket --config --help' ;;
    'ledger closings') echo '--file --most --json --socket --config --help' ;;
    'ledger verify') echo '--file --json --socket --config --help' ;;
    'ledger reconcile') echo '--offline --json --socket --config --help' ;;
    'ledger export') echo '--file --out --format --json --socket --config --help' ;;
    'trace record') echo '--device --span --bytes --by --json --socket --config --help' ;;
    'trace stop') echo '--by --json --socket --config --help' ;;
    'trace list') echo '--json --socket --config --help' ;;
    'trace show') echo '--frames --out --by --json --socket --config --help' ;;
    'trace replay') echo '--by --json --socket --config --help' ;;
    'config check') echo '--file-only --json --socket --config --help' ;;
    'config show') echo '--origin --json --socket --config --help' ;;
    'config explain') echo '--json --socket --config --help' ;;
    'config reload') echo '--by --json --socket --config --help' ;;
    'paper calibrate') echo '--out --set --scan --offline --by --json --socket --config --help' ;;
    'paper render') echo '--pdf --out --rung --type --json --socket --config --help' ;;
    'verify') echo '--out --front --secret --authority-key --trust --number --leaf --json --socket --config --help' ;;
    'incidents') echo '--json --socket --config --help' ;;
    'incidents close') echo '--by --json --socket --config --help' ;;
    'incidents sign') echo '--key --add --kiosk --reference --issued --reason --json --socket --config --help' ;;
    'staff key') echo '--by --json --socket --config --help' ;;
    'staff hash-code') echo '--json --socket --config --help' ;;
    'commission') echo '--step --swap --yes --port --printer --reader --hopper --request --certificate --authority --close --count --offline --by --json --socket --config --help' ;;
  esac
}

# What stands behind an option: words, or :device, :file, :folder, :trace.
_madoguchi_value() {
  case "$1" in
    ' --socket') echo ':file' ;;
    ' --config') echo ':file' ;;
    'cash --socket') echo ':file' ;;
    'cash --config') echo ':file' ;;
    'cash exchange --socket') echo ':file' ;;
    'cash exchange --config') echo ':file' ;;
    'ledger --socket') echo ':file' ;;
    'ledger --config') echo ':file' ;;
    'sound --socket') echo ':file' ;;
    'sound --config') echo ':file' ;;
    'lamps --socket') echo ':file' ;;
    'lamps --config') echo ':file' ;;
    'trace --socket') echo ':file' ;;
    'trace --config') echo ':file' ;;
    'config --socket') echo ':file' ;;
    'config --config') echo ':file' ;;
    'paper --socket') echo ':file' ;;
    'paper --config') echo ':file' ;;
    'staff --socket') echo ':file' ;;
    'staff --config') echo ':file' ;;
    'status --socket') echo ':file' ;;
    'status --config') echo ':file' ;;
    'drain --by') echo ':none' ;;
    'drain --socket') echo ':file' ;;
    'drain --config') echo ':file' ;;
    'resume --by') echo ':none' ;;
    'resume --socket') echo ':file' ;;
    'resume --config') echo ':file' ;;
    'monitor --most') echo ':none' ;;
    'monitor --socket') echo ':file' ;;
    'monitor --config') echo ':file' ;;
    'events --after') echo ':none' ;;
    'events --most') echo ':none' ;;
    'events --socket') echo ':file' ;;
    'events --config') echo ':file' ;;
    'health --socket') echo ':file' ;;
    'health --config') echo ':file' ;;
    'metrics --socket') echo ':file' ;;
    'metrics --config') echo ':file' ;;
    'bundle --out') echo ':file' ;;
    'bundle --trace') echo ':trace' ;;
    'bundle --lines') echo ':none' ;;
    'bundle --by') echo ':none' ;;
    'bundle --socket') echo ':file' ;;
    'bundle --config') echo ':file' ;;
    'devices --socket') echo ':file' ;;
    'devices --config') echo ':file' ;;
    'devices lend --by') echo ':none' ;;
    'devices lend --socket') echo ':file' ;;
    'devices lend --config') echo ':file' ;;
    'devices return --by') echo ':none' ;;
    'devices return --socket') echo ':file' ;;
    'devices return --config') echo ':file' ;;
    'device --socket') echo ':file' ;;
    'device --config') echo ':file' ;;
    'diag --level') echo 'internal external interactive' ;;
    'diag --by') echo ':none' ;;
    'diag --socket') echo ':file' ;;
    'diag --config') echo ':file' ;;
    'card --wait') echo ':none' ;;
    'card --by') echo ':none' ;;
    'card --socket') echo ':file' ;;
    'card --config') echo ':file' ;;
    'printer --socket') echo ':file' ;;
    'printer --config') echo ':file' ;;
    'printer test --by') echo ':none' ;;
    'printer test --socket') echo ':file' ;;
    'printer test --config') echo ':file' ;;
    'sound test --by') echo ':none' ;;
    'sound test --socket') echo ':file' ;;
    'sound test --config') echo ':file' ;;
    'lamps test --by') echo ':none' ;;
    'lamps test --socket') echo ':file' ;;
    'lamps test --config') echo ':file' ;;
    'cash levels --socket') echo ':file' ;;
    'cash levels --config') echo ':file' ;;
    'cash test-dispense --unit') echo ':none' ;;
    'cash test-dispense --by') echo ':none' ;;
    'cash test-dispense --socket') echo ':file' ;;
    'cash test-dispense --config') echo ':file' ;;
    'cash put-back --by') echo ':none' ;;
    'cash put-back --socket') echo ':file' ;;
    'cash put-back --config') echo ':file' ;;
    'cash exchange start --by') echo ':none' ;;
    'cash exchange start --socket') echo ':file' ;;
    'cash exchange start --config') echo ':file' ;;
    'cash exchange end --count') echo ':none' ;;
    'cash exchange end --by') echo ':none' ;;
    'cash exchange end --socket') echo ':file' ;;
    'cash exchange end --config') echo ':file' ;;
    'cash exchange drop --by') echo ':none' ;;
    'cash exchange drop --socket') echo ':file' ;;
    'cash exchange drop --config') echo ':file' ;;
    'cash closing --count') echo ':none' ;;
    'cash closing --by') echo ':none' ;;
    'cash closing --socket') echo ':file' ;;
    'cash closing --config') echo ':file' ;;
    'ledger show --file') echo ':file' ;;
    'ledger show --most') echo ':none' ;;
    'ledger show --socket') echo ':file' ;;
    'ledger show --config') echo ':file' ;;
    'ledger balance --file') echo ':file' ;;
    'ledger balance --socket') echo ':file' ;;
    'ledger balance --config') echo ':file' ;;
    'ledger closings --file') echo ':file' ;;
    'ledger closings --most') echo ':none' ;;
    'ledger closings --socket') echo ':file' ;;
    'ledger closings --config') echo ':file' ;;
    'ledger verify --file') echo ':file' ;;
    'ledger verify --socket') echo ':file' ;;
    'ledger verify --config') echo ':file' ;;
    'ledger reconcile --socket') echo ':file' ;;
    'ledger reconcile --config') echo ':file' ;;
    'ledger export --file') echo ':file' ;;
    'ledger export --out') echo ':file' ;;
    'ledger export --format') echo 'csv json' ;;
    'ledger export --socket') echo ':file' ;;
    'ledger export --config') echo ':file' ;;
    'trace record --device') echo ':device' ;;
    'trace record --span') echo ':none' ;;
    'trace record --bytes') echo ':none' ;;
    'trace record --by') echo ':none' ;;
    'trace record --socket') echo ':file' ;;
    'trace record --config') echo ':file' ;;
    'trace stop --by') echo ':none' ;;
    'trace stop --socket') echo ':file' ;;
    'trace stop --config') echo ':file' ;;
    'trace list --socket') echo ':file' ;;
    'trace list --config') echo ':file' ;;
    'trace show --out') echo ':file' ;;
    'trace show --by') echo ':none' ;;
    'trace show --socket') echo ':file' ;;
    'trace show --config') echo ':file' ;;
    'trace replay --by') echo ':none' ;;
    'trace replay --socket') echo ':file' ;;
    'trace replay --config') echo ':file' ;;
    'config check --socket') echo ':file' ;;
    'config check --config') echo ':file' ;;
    'config show --socket') echo ':file' ;;
    'config show --config') echo ':file' ;;
    'config explain --socket') echo ':file' ;;
    'config explain --config') echo ':file' ;;
    'config reload --by') echo ':none' ;;
    'config reload --socket') echo ':file' ;;
    'config reload --config') echo ':file' ;;
    'paper calibrate --out') echo ':folder' ;;
    'paper calibrate --set') echo ':none' ;;
    'paper calibrate --scan') echo ':file' ;;
    'paper calibrate --by') echo ':none' ;;
    'paper calibrate --socket') echo ':file' ;;
    'paper calibrate --config') echo ':file' ;;
    'paper render --pdf') echo ':file' ;;
    'paper render --out') echo ':folder' ;;
    'paper render --rung') echo ':none' ;;
    'paper render --type') echo 'black_1 cmyk_8' ;;
    'paper render --socket') echo ':file' ;;
    'paper render --config') echo ':file' ;;
    'verify --out') echo ':file' ;;
    'verify --front') echo ':file' ;;
    'verify --secret') echo ':none' ;;
    'verify --authority-key') echo ':file' ;;
    'verify --trust') echo ':file' ;;
    'verify --number') echo ':none' ;;
    'verify --leaf') echo ':none' ;;
    'verify --socket') echo ':file' ;;
    'verify --config') echo ':file' ;;
    'incidents --socket') echo ':file' ;;
    'incidents --config') echo ':file' ;;
    'incidents close --by') echo ':none' ;;
    'incidents close --socket') echo ':file' ;;
    'incidents close --config') echo ':file' ;;
    'incidents sign --key') echo ':file' ;;
    'incidents sign --add') echo ':file' ;;
    'incidents sign --kiosk') echo ':none' ;;
    'incidents sign --reference') echo ':none' ;;
    'incidents sign --issued') echo ':none' ;;
    'incidents sign --reason') echo 'centreCorrected paperRecovered machineRepaired noFaultFound' ;;
    'incidents sign --socket') echo ':file' ;;
    'incidents sign --config') echo ':file' ;;
    'staff key --by') echo ':none' ;;
    'staff key --socket') echo ':file' ;;
    'staff key --config') echo ':file' ;;
    'staff hash-code --socket') echo ':file' ;;
    'staff hash-code --config') echo ':file' ;;
    'commission --step') echo 'devices printer identity money paper sound' ;;
    'commission --swap') echo 'cardReader coinAcceptor coinDispenser billAcceptor cashChanger printer indicators keypad' ;;
    'commission --port') echo ':file' ;;
    'commission --printer') echo ':none' ;;
    'commission --reader') echo ':none' ;;
    'commission --hopper') echo ':none' ;;
    'commission --request') echo ':file' ;;
    'commission --certificate') echo ':file' ;;
    'commission --authority') echo ':file' ;;
    'commission --count') echo ':none' ;;
    'commission --by') echo ':none' ;;
    'commission --socket') echo ':file' ;;
    'commission --config') echo ':file' ;;
  esac
}

_madoguchi_argument() {
  case "$1" in
    'monitor|'*) echo ':device' ;;
    'devices lend|'0) echo ':device' ;;
    'devices return|'0) echo ':device' ;;
    'device|'0) echo ':device' ;;
    'diag|'0) echo ':device' ;;
    'printer|'0) echo 'printer receiptPrinter' ;;
    'printer test|'0) echo 'printer receiptPrinter' ;;
    'sound test|'0) echo 'speaker headphones' ;;
    'lamps test|'0) echo ':device' ;;
    'cash test-dispense|'0) echo ':none' ;;
    'cash test-dispense|'1) echo ':none' ;;
    'cash put-back|'0) echo ':none' ;;
    'cash exchange start|'0) echo 'collect refill openingStock closing' ;;
    'cash exchange start|'1) echo ':none' ;;
    'cash exchange end|'0) echo 'collect refill openingStock closing' ;;
    'cash exchange end|'1) echo ':none' ;;
    'cash exchange drop|'0) echo 'collect refill openingStock closing' ;;
    'cash exchange drop|'1) echo ':none' ;;
    'trace record|'0) echo ':none' ;;
    'trace show|'0) echo ':trace' ;;
    'trace replay|'0) echo ':trace' ;;
    'config explain|'0) echo 'kiosk.id kiosk.name kiosk.phone kiosk.profile kiosk.copies_max service.stateFolder service.runFolder service.municipalityFolder service.municipalityTrustAnchor service.modelFolder service.logLevel store.chain store.page store.hours store.hours[].opens store.hours[].closes store.hours[].weekdays store.services store.services[].id store.services[].from store.services[].until screen.address screen.port screen.diagonal_inch screen.browser screen.browserFlags socket.path socket.watchPath socket.copierPath copier.required interface.address interface.port interface.names interface.certificate interface.key interface.clientAuthority interface.clients interface.clients[].name interface.clients[].screen interface.clients[].rights centre.url centre.trustAnchor centre.clientCertificate centre.clientKey centre.documentTrustAnchor centre.incidentSigners centre.warnsBefore_days centre.acceptsWithoutPageDigests card.callCentrePhones card.callCentrePhones[].from card.callCentrePhones[].until card.callCentrePhones[].phone card.pinResetInStores card.pinResetInStores[].from card.pinResetInStores[].until paper.signingKey paper.attestation paper.verifyingAuthority paper.separation paper.enquiry cash.accepts_yen cash.coins_in_flight_max cash.capacities cash.fraud_events_max cash.fraud_within_ms sound.player sound.speaker sound.headphones sound.loudness sound.quiet sound.quiet[].from sound.quiet[].until sound.quiet[].loudness sound.engines access.languages access.textSize_percent access.contrast access.reach access.simple access.speech access.shufflePin access.session_max_ms access.detailed_factor access.guidePage reminder.also staff.code_hash staff.tries_max staff.locked_ms timeouts.citizen_reads_ms timeouts.citizen_sets_card_ms timeouts.citizen_enters_pin_ms timeouts.citizen_takes_card_ms timeouts.citizen_chooses_ms timeouts.citizen_pays_ms timeouts.citizen_takes_items_ms timeouts.citizen_answers_warning_ms timeouts.card_answers_ms timeouts.centre_answers_ms timeouts.cash_settles_ms timeouts.cash_settles_at_start_ms timeouts.cash_pays_ms timeouts.rejection_shows_ms timeouts.printer_answers_ms timeouts.printer_prints_leaf_ms timeouts.slip_shows_ms timeouts.staff_works_ms metrics.address metrics.port fleet.broker fleet.trustAnchor fleet.clientCertificate fleet.clientKey fleet.stateFile fleet.needsReader fleet.commandSigners devices devices[].id devices[].options devices[].identity devices[].class devices[].driver devices[].reader devices[].port devices[].uri devices[].role devices[].fallback devices[].options.model devices[].options.address devices[].options.checksum devices[].options.poll_ms devices[].options.denominations_yen devices[].options.sorterPaths devices[].options.routes devices[].options.defaultDestination devices[].options.denomination_yen devices[].options.cipher devices[].options.cipherPlugin devices[].options.idlePoll_ms devices[].options.cashbox devices[].options.csockName devices[].options.acceptTestAuthority devices[].options.vendorId devices[].options.productId devices[].options.serial devices[].options.printerUuid devices[].options.certificatePin devices[].options.nextCertificatePin devices[].options.userName devices[].options.media devices[].options.resolution_dpi devices[].options.quality devices[].options.colourMode devices[].options.rasterType devices[].options.acceptPdf devices[].options.twoSided devices[].options.outputBin devices[].options.countsImpressions devices[].options.printWhenTonerLow devices[].options.tonerLevel_min_percent devices[].options.countsLife devices[].options.deadlines.poll_ms devices[].options.deadlines.heartbeat_ms devices[].options.deadlines.printer_progresses_ms devices[].options.deadlines.printer_prints_leaf_ms devices[].options.deadlines.printer_cancels_ms devices[].options.deadlines.printer_answers_ms devices[].options.deadlines.printer_counts_ms devices[].options.deadlines.printer_reprints_ms devices[].options.deadlines.printer_accepts_ms lines lines[].port lines[].driver lines[].options lines[].options.echo' ;;
    'verify|'0) echo ':file' ;;
    'incidents close|'0) echo ':file' ;;
    'incidents sign|'0) echo ':none' ;;
    'staff key|'0) echo 'on off' ;;
  esac
}

_madoguchi_devices() { madoguchi status --json 2>/dev/null | grep -o '"id":"[^"]*"' | cut -d '"' -f 4; }
_madoguchi_traces() { madoguchi trace list --json 2>/dev/null | sed -n 's/.*"names":\[\([^]]*\)\].*/\1/p' | tr -d '"' | tr ',' '\n'; }

_madoguchi_offer() {
  case "$1" in
    :device) COMPREPLY=($(compgen -W "$(_madoguchi_devices)" -- "$2")) ;;
    :trace) COMPREPLY=($(compgen -W "$(_madoguchi_traces)" -- "$2")) ;;
    :folder) COMPREPLY=($(compgen -d -- "$2")) ;;
    :file) COMPREPLY=($(compgen -f -- "$2")) ;;
    :none) COMPREPLY=() ;;
    *) COMPREPLY=($(compgen -W "$1" -- "$2")) ;;
  esac
}

_madoguchi() {
  local word path='' count=0 index=1 current="${COMP_WORDS[COMP_CWORD]}" before=''
  COMPREPLY=()
  while [ "$index" -lt "$COMP_CWORD" ]; do
    word="${COMP_WORDS[index]}"
    before=''
    case "$word" in
      --add|--after|--authority|--authority-key|--by|--bytes|--certificate|--config|--count|--device|--file|--format|--front|--hopper|--issued|--key|--kiosk|--leaf|--level|--lines|--most|--number|--out|--pdf|--port|--printer|--reader|--reason|--reference|--request|--rung|--scan|--secret|--set|--socket|--span|--step|--swap|--trace|--trust|--type|--unit|--wait) before="$word"; index=$((index + 1)) ;;
      -*) ;;
      *)
        if [[ $count -eq 0 && " $(_madoguchi_children "$path") " == *" $word "* ]]; then
          path="${path:+$path }$word"
        else
          count=$((count + 1))
        fi
        ;;
    esac
    index=$((index + 1))
  done
  if [ "$index" -gt "$COMP_CWORD" ] && [ -n "$before" ]; then
    _madoguchi_offer "$(_madoguchi_value "$path $before")" "$current"
    return
  fi
  case "$current" in
    -*) _madoguchi_offer "$(_madoguchi_options "$path")" "$current" ;;
    *)
      local offered argument
      argument="$(_madoguchi_argument "$path|$count")"
      [ "$count" -eq 0 ] && offered="$(_madoguchi_children "$path")"
      case "$argument" in
        :*)
          _madoguchi_offer "$argument" "$current"
          [ -n "$offered" ] && COMPREPLY+=($(compgen -W "$offered" -- "$current"))
          ;;
        *) _madoguchi_offer "$offered $argument" "$current" ;;
      esac
      ;;
  esac
}

complete -F _madoguchi madoguchi
