#compdef madoguchi
# zsh completion of madoguchi. Made by scripts/generate/completion.ts: do not edit.

_madoguchi_devices() { local -a found; found=(${(f)"$(madoguchi status --json 2>/dev/null | grep -o '"id":"[^"]*"' | cut -d '"' -f 4)"}); compadd -a found }
_madoguchi_traces() { local -a found; found=(${(f)"$(madoguchi trace list --json 2>/dev/null | sed -n 's/.*"names":\[\([^]]*\)\].*/\1/p' | tr -d '"' | tr ',' '\n')"}); compadd -a found }

_madoguchi() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'status:service, reasons, session and devices on one screen'
    'drain:no new session begins; one that runs ends as ever'
    'resume:sessions may begin again'
    'monitor:commands, facts, screens and acts as they happen'
    'events:what happened, in numbered events'
    'health:daemon, books, service, centre and devices, each well or not'
    'metrics:all figures in the text format of Prometheus'
    'bundle:one file with everything that the maker asks for first'
    'devices:every device with its model, state and details'
    'device:everything of one device\: identity, counters, options, last errors and states'
    'diag:checks a device, a part of the kiosk, or all'
    'card:kind of the card that lies there and the tries left, without a PIN'
    'printer:a printer as it is\: state, what it can do, toner, calibration'
    'sound:loudspeaker and headphones'
    'lamps:lamps and signal tower'
    'cash:the cash in the machine'
    'ledger:the books of this kiosk'
    'trace:traces of the devices’ wires'
    'config:the configuration'
    'paper:sheets\: as pictures, and the calibration of this machine'
    'verify:judges a printed sheet by the code on its back, and shows the front that belongs to it'
    'incidents:what is open until a person closes it, and the latest of the rest'
    'staff:staff mode (係員モード)'
    'commission:sets a new kiosk up step by step, or pairs it anew after a part swap'
  )
  _arguments -C \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '--version[print the version]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        status) _madoguchi_status ;;
        drain) _madoguchi_drain ;;
        resume) _madoguchi_resume ;;
        monitor) _madoguchi_monitor ;;
        events) _madoguchi_events ;;
        health) _madoguchi_health ;;
        metrics) _madoguchi_metrics ;;
        bundle) _madoguchi_bundle ;;
        devices) _madoguchi_devices ;;
        device) _madoguchi_device ;;
        diag) _madoguchi_diag ;;
        card) _madoguchi_card ;;
        printer) _madoguchi_printer ;;
        sound) _madoguchi_sound ;;
        lamps) _madoguchi_lamps ;;
        cash) _madoguchi_cash ;;
        ledger) _madoguchi_ledger ;;
        trace) _madoguchi_trace ;;
        config) _madoguchi_config ;;
        paper) _madoguchi_paper ;;
        verify) _madoguchi_verify ;;
        incidents) _madoguchi_incidents ;;
        staff) _madoguchi_staff ;;
        commission) _madoguchi_commission ;;
      esac
      ;;
  esac
}

_madoguchi_cash() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'levels:what lies in each unit by the books, with sensors and the devices’ own counts'
    'test-dispense:lets pieces fall, booked as taken by you'
    'put-back:books that the pieces of a test dispense were put back'
    'exchange:counted work on the units'
    'closing:closes the books; as booked where nothing is counted'
  )
  _arguments -C \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        levels) _madoguchi_cash_levels ;;
        test-dispense) _madoguchi_cash_test_dispense ;;
        put-back) _madoguchi_cash_put_back ;;
        exchange) _madoguchi_cash_exchange ;;
        closing) _madoguchi_cash_closing ;;
      esac
      ;;
  esac
}

_madoguchi_cash_exchange() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'start:begins work on a unit\: the service stays closed until it is booked'
    'end:books the counted work'
    'drop:gives begun work up\: nothing was moved'
  )
  _arguments -C \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        start) _madoguchi_cash_exchange_start ;;
        end) _madoguchi_cash_exchange_end ;;
        drop) _madoguchi_cash_exchange_drop ;;
      esac
      ;;
  esac
}

_madoguchi_ledger() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'show:what lies in each account and unit, the last closing and entries'
    'balance:what lies in each account and unit now'
    'closings:the closings with their head hashes, newest first'
    'verify:checks all of the books from their rows, and the hashes of the closings'
    'reconcile:books against what the devices count, and everything that is open in them'
    'export:every entry of the books as CSV or JSON'
  )
  _arguments -C \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        show) _madoguchi_ledger_show ;;
        balance) _madoguchi_ledger_balance ;;
        closings) _madoguchi_ledger_closings ;;
        verify) _madoguchi_ledger_verify ;;
        reconcile) _madoguchi_ledger_reconcile ;;
        export) _madoguchi_ledger_export ;;
      esac
      ;;
  esac
}

_madoguchi_sound() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'test:a tone and a sentence'
  )
  _arguments -C \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        test) _madoguchi_sound_test ;;
      esac
      ;;
  esac
}

_madoguchi_lamps() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'test:blinks every lamp in turn'
  )
  _arguments -C \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        test) _madoguchi_lamps_test ;;
      esac
      ;;
  esac
}

_madoguchi_trace() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'record:records what goes over the wires, masked, in the state folder'
    'stop:ends the trace that is being recorded'
    'list:what is being recorded, and the traces that are kept'
    'show:a trace as lines'
    'replay:plays a trace into the unmodified drivers and tells every difference'
  )
  _arguments -C \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        record) _madoguchi_trace_record ;;
        stop) _madoguchi_trace_stop ;;
        list) _madoguchi_trace_list ;;
        show) _madoguchi_trace_show ;;
        replay) _madoguchi_trace_replay ;;
      esac
      ;;
  esac
}

_madoguchi_config() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'check:reads the configuration and the keys it names, and says what is wrong with them'
    'show:the configuration as it holds, never a secret'
    'explain:a key\: value, who said it where, default, unit, range, meaning, and whether a change wants a restart'
    'reload:the daemon reads the configuration again\: what can change without a restart holds from the next citizen on'
  )
  _arguments -C \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        check) _madoguchi_config_check ;;
        show) _madoguchi_config_show ;;
        explain) _madoguchi_config_explain ;;
        reload) _madoguchi_config_reload ;;
      esac
      ;;
  esac
}

_madoguchi_paper() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'calibrate:prints the calibration sheet of this machine; sets or proposes how dark the field of 「複写」 is'
    'render:writes every side of a PDF as it would be printed, sealed with trial keys\: no certificate'
  )
  _arguments -C \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        calibrate) _madoguchi_paper_calibrate ;;
        render) _madoguchi_paper_render ;;
      esac
      ;;
  esac
}

_madoguchi_staff() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'key:turns the key switch\: on opens staff mode, off closes it'
    'hash-code:reads a code from standard input and prints its hash for \[staff\]'
  )
  _arguments -C \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        key) _madoguchi_staff_key ;;
        hash-code) _madoguchi_staff_hash_code ;;
      esac
      ;;
  esac
}

_madoguchi_status() {
  _arguments \
    '--watch[show it again at each change]' \
    '--check[end with 10 when the kiosk is not in service]' \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_drain() {
  _arguments \
    '--wait[end when nobody is inside]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_resume() {
  _arguments \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_monitor() {
  _arguments \
    '--frames[also what goes over the wires]' \
    '--most[end after so many]:most:' \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '*:argument:_madoguchi_devices'
}

_madoguchi_events() {
  _arguments \
    '--after[only events with a higher number]:after:' \
    '--most[so many, 100 if left out]:most:' \
    '--follow[go on with each new one]' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_health() {
  _arguments \
    '--check[end with 10 when something fails]' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_metrics() {
  _arguments \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_bundle() {
  _arguments \
    '--out[write it there (.tar.gz)]:out:_files' \
    '--redact[also leave out place, addresses and serial numbers]' \
    '*--trace[with this trace]:trace:_madoguchi_traces' \
    '--lines[lines of the log, 2000 if left out]:lines:' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_devices() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'lend:lends a device to the copier’s own business and releases its port'
    'return:takes a lent device back and finds out what moved meanwhile'
  )
  _arguments -C \
    '--check[end with 10 when a device is stopped or does not answer]' \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        lend) _madoguchi_devices_lend ;;
        return) _madoguchi_devices_return ;;
      esac
      ;;
  esac
}

_madoguchi_devices_lend() {
  _arguments \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:_madoguchi_devices'
}

_madoguchi_devices_return() {
  _arguments \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:_madoguchi_devices'
}

_madoguchi_device() {
  _arguments \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:_madoguchi_devices'
}

_madoguchi_diag() {
  _arguments \
    '--level[internal moves nothing; external moves lamps, sound, a test page; interactive asks for a hand, an eye, an ear]:level:(internal external interactive)' \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:_madoguchi_devices'
}

_madoguchi_card() {
  _arguments \
    '--wait[wait so long for a card, 20 if left out]:wait:' \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_printer() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'test:prints one sheet without anything of a citizen'
  )
  _arguments -C \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      compadd printer receiptPrinter
      ;;
    rest)
      case $line[1] in
        test) _madoguchi_printer_test ;;
      esac
      ;;
  esac
}

_madoguchi_printer_test() {
  _arguments \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:(printer receiptPrinter)'
}

_madoguchi_sound_test() {
  _arguments \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:(speaker headphones)'
}

_madoguchi_lamps_test() {
  _arguments \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:_madoguchi_devices'
}

_madoguchi_cash_levels() {
  _arguments \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_cash_test_dispense() {
  _arguments \
    '--unit[from this unit]:unit:' \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:' \
    '2:argument:'
}

_madoguchi_cash_put_back() {
  _arguments \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:'
}

_madoguchi_cash_exchange_start() {
  _arguments \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:(collect refill openingStock closing)' \
    '2:argument:'
}

_madoguchi_cash_exchange_end() {
  _arguments \
    '*--count[counted pieces, as in hopper-100\:100=52; several times]:count:' \
    '--part[some pieces stay in the unit]' \
    '--sure[an unlikely count is meant]' \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:(collect refill openingStock closing)' \
    '2:argument:'
}

_madoguchi_cash_exchange_drop() {
  _arguments \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:(collect refill openingStock closing)' \
    '2:argument:'
}

_madoguchi_cash_closing() {
  _arguments \
    '*--count[counted pieces, as in hopper-100\:100=52; several times]:count:' \
    '--sure[an unlikely count is meant]' \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_ledger_show() {
  _arguments \
    '--file[the ledger, where it is not the one of the configuration]:file:_files' \
    '--most[so many entries, 10 if left out]:most:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_ledger_balance() {
  _arguments \
    '--file[the ledger, where it is not the one of the configuration]:file:_files' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_ledger_closings() {
  _arguments \
    '--file[the ledger, where it is not the one of the configuration]:file:_files' \
    '--most[how many, 10 if left out]:most:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_ledger_verify() {
  _arguments \
    '--file[the ledger, where it is not the one of the configuration]:file:_files' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_ledger_reconcile() {
  _arguments \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_ledger_export() {
  _arguments \
    '--file[the ledger, where it is not the one of the configuration]:file:_files' \
    '--out[write it there]:out:_files' \
    '--format[csv if left out]:format:(csv json)' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_trace_record() {
  _arguments \
    '*--device[only this one; several times]:device:_madoguchi_devices' \
    '--span[ends by itself after that, 3600 if left out]:span:' \
    '--bytes[ends by itself at this size]:bytes:' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:'
}

_madoguchi_trace_stop() {
  _arguments \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_trace_list() {
  _arguments \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_trace_show() {
  _arguments \
    '--frames[also the bytes]' \
    '--out[write the trace as it is there instead]:out:_files' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:_madoguchi_traces'
}

_madoguchi_trace_replay() {
  _arguments \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:_madoguchi_traces'
}

_madoguchi_config_check() {
  _arguments \
    '--file-only[leave the keys alone\: they are on the kiosk]' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_config_show() {
  _arguments \
    '--origin[with file and line that say each value]' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_config_explain() {
  _arguments \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:(kiosk.id kiosk.name kiosk.phone kiosk.profile kiosk.copies_max service.stateFolder service.runFolder service.municipalityFolder service.municipalityTrustAnchor service.modelFolder service.logLevel store.chain store.page store.hours store.hours[].opens store.hours[].closes store.hours[].weekdays store.services store.services[].id store.services[].from store.services[].until screen.address screen.port screen.diagonal_inch screen.browser screen.browserFlags socket.path socket.watchPath socket.copierPath copier.required interface.address interface.port interface.names interface.certificate interface.key interface.clientAuthority interface.clients interface.clients[].name interface.clients[].screen interface.clients[].rights centre.url centre.trustAnchor centre.clientCertificate centre.clientKey centre.documentTrustAnchor centre.incidentSigners centre.warnsBefore_days centre.acceptsWithoutPageDigests card.callCentrePhones card.callCentrePhones[].from card.callCentrePhones[].until card.callCentrePhones[].phone card.pinResetInStores card.pinResetInStores[].from card.pinResetInStores[].until paper.signingKey paper.attestation paper.verifyingAuthority paper.separation paper.enquiry cash.accepts_yen cash.coins_in_flight_max cash.capacities cash.fraud_events_max cash.fraud_within_ms sound.player sound.speaker sound.headphones sound.loudness sound.quiet sound.quiet[].from sound.quiet[].until sound.quiet[].loudness sound.engines access.languages access.textSize_percent access.contrast access.reach access.simple access.speech access.shufflePin access.session_max_ms access.detailed_factor access.guidePage reminder.also staff.code_hash staff.tries_max staff.locked_ms timeouts.citizen_reads_ms timeouts.citizen_sets_card_ms timeouts.citizen_enters_pin_ms timeouts.citizen_takes_card_ms timeouts.citizen_chooses_ms timeouts.citizen_pays_ms timeouts.citizen_takes_items_ms timeouts.citizen_answers_warning_ms timeouts.card_answers_ms timeouts.centre_answers_ms timeouts.cash_settles_ms timeouts.cash_settles_at_start_ms timeouts.cash_pays_ms timeouts.rejection_shows_ms timeouts.printer_answers_ms timeouts.printer_prints_leaf_ms timeouts.slip_shows_ms timeouts.staff_works_ms metrics.address metrics.port fleet.broker fleet.trustAnchor fleet.clientCertificate fleet.clientKey fleet.stateFile fleet.needsReader fleet.commandSigners devices devices[].id devices[].options devices[].identity devices[].class devices[].driver devices[].reader devices[].port devices[].uri devices[].role devices[].fallback devices[].options.model devices[].options.address devices[].options.checksum devices[].options.poll_ms devices[].options.denominations_yen devices[].options.sorterPaths devices[].options.routes devices[].options.defaultDestination devices[].options.denomination_yen devices[].options.cipher devices[].options.cipherPlugin devices[].options.idlePoll_ms devices[].options.cashbox devices[].options.csockName devices[].options.acceptTestAuthority devices[].options.vendorId devices[].options.productId devices[].options.serial devices[].options.printerUuid devices[].options.certificatePin devices[].options.nextCertificatePin devices[].options.userName devices[].options.media devices[].options.resolution_dpi devices[].options.quality devices[].options.colourMode devices[].options.rasterType devices[].options.acceptPdf devices[].options.twoSided devices[].options.outputBin devices[].options.countsImpressions devices[].options.printWhenTonerLow devices[].options.tonerLevel_min_percent devices[].options.countsLife devices[].options.deadlines.poll_ms devices[].options.deadlines.heartbeat_ms devices[].options.deadlines.printer_progresses_ms devices[].options.deadlines.printer_prints_leaf_ms devices[].options.deadlines.printer_cancels_ms devices[].options.deadlines.printer_answers_ms devices[].options.deadlines.printer_counts_ms devices[].options.deadlines.printer_reprints_ms devices[].options.deadlines.printer_accepts_ms lines lines[].port lines[].driver lines[].options lines[].options.echo)'
}

_madoguchi_config_reload() {
  _arguments \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_paper_calibrate() {
  _arguments \
    '--out[the sheet goes there as a picture instead, without a daemon]:out:_files -/' \
    '--set[stores the rung, 1 to 11, for this machine]:set:' \
    '--scan[reads a scan of the printed sheet and proposes the rung]:scan:_files' \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_paper_render() {
  _arguments \
    '--pdf[plain A4 pages]:pdf:_files' \
    '--out[the pictures go there, with what a verifier needs]:out:_files -/' \
    '--rung[rung of the calibration sheet, when it is not that of the configuration]:rung:' \
    '--type[raster type of the printer; cmyk_8 if left out]:type:(black_1 cmyk_8)' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_verify() {
  _arguments \
    '--out[write the front there (PNG)]:out:_files' \
    '--front[scan of the front\: mark in the front where it differs]:front:_files' \
    '--secret[the secret printed on the sheet, when it cannot be read]:secret:' \
    '--authority-key[private key of the verifying authority (PEM), instead of the secret]:authority-key:_files' \
    '--trust[public keys to trust (JSON); /etc/madoguchi/trust.json if left out]:trust:_files' \
    '--number[the number printed on the sheet\: it must be the one in the code]:number:' \
    '--leaf[leaf and count printed on the sheet\: they must be those in the code]:leaf:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:_files'
}

_madoguchi_incidents() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
    'close:closes an incident by an order that two persons have signed'
    'sign:signs an order to close an incident; the second person adds to the first'
  )
  _arguments -C \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
    command)
      _describe command commands
      ;;
    rest)
      case $line[1] in
        close) _madoguchi_incidents_close ;;
        sign) _madoguchi_incidents_sign ;;
      esac
      ;;
  esac
}

_madoguchi_incidents_close() {
  _arguments \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:_files'
}

_madoguchi_incidents_sign() {
  _arguments \
    '--key[private Ed25519 key of the person who signs, PEM]:key:_files' \
    '--add[the order that the first person signed\: this person signs the same]:add:_files' \
    '--kiosk[id of the kiosk]:kiosk:' \
    '--reference[its reference number]:reference:' \
    '--issued[service time of the order, as in 2025-04-16T10\:00+09\:00]:issued:' \
    '--reason[why it is closed]:reason:(centreCorrected paperRecovered machineRepaired noFaultFound)' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:'
}

_madoguchi_staff_key() {
  _arguments \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]' \
    '1:argument:(on off)'
}

_madoguchi_staff_hash_code() {
  _arguments \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

_madoguchi_commission() {
  _arguments \
    '--step[this step alone; all in their order if left out]:step:(devices printer identity money paper sound)' \
    '--swap[a part of this class was exchanged\: pairs it anew and names the checks to repeat]:swap:(cardReader coinAcceptor coinDispenser billAcceptor cashChanger printer indicators keypad)' \
    '--yes[write what is proposed without asking]' \
    '*--port[also ask this serial port]:port:_files' \
    '*--printer[printer at this address; printers are never searched for in the network]:printer:' \
    '--reader[the card reader that is meant, where several are plugged in]:reader:' \
    '*--hopper[coin of a new hopper at this ccTalk address, as in 3=100]:hopper:' \
    '--request[identity\: writes the certificate request (PKCS#10) to this file; standard output if left out]:request:_files' \
    '--certificate[identity\: the issued certificate of this kiosk, PEM; it is tried at the centre before it is used]:certificate:_files' \
    '--authority[identity\: a further authority of the centre, PEM; trusted beside the present one until --close]:authority:_files' \
    '--close[ends the overlap\: of authorities the newest stays, of fingerprints the new one]' \
    '*--count[money\: counted pieces, as in hopper-100\:100=52]:count:' \
    '--offline[the daemon does not run\: start it for maintenance, do this, end it]' \
    '--by[who does this, as it is recorded; the login name if left out]:by:' \
    '--json[print JSON and nothing else, errors included]' \
    '--socket[socket of the daemon]:socket:_files' \
    '--config[configuration file]:config:_files' \
    '--help[print this help]'
}

if [ "$funcstack[1]" = "_madoguchi" ]; then
  _madoguchi "$@"
else
  compdef _madoguchi madoguchi
fi
