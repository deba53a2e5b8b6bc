#!/bin/sh
# Runs a pcscd of its own with the virtual reader "Virtual PCD", for tests, bench and demo.
#
#   pcscd-vpcd.sh DIR
#
# DIR/run/pcscd.comm is its socket: clients set PCSCLITE_CSOCK_NAME to it. DIR/vpcd.sock takes the virtual card.
# Everything lives in mount, network and process namespaces of its own: nothing of the machine's pcscd is touched, the
# virtual reader's port is not open to the network, and the end of this program ends all it started.
#
# Where namespaces are not allowed it tells so on stderr with exit code 77; MADOGUCHI_PLAIN_PCSCD=1 then runs it without
# them (as root, while no other pcscd runs), with the socket at the system's own place.
set -eu

port=35963 # vpcd's own, 0x8C7B
dir=$1
stage=${2:-outside}

prepare() {
  mkdir -p "$dir/run"
  rm -f "$dir/vpcd.sock" "$dir/run/pcscd.comm" "$dir/run/pcscd.pid"
  library=$(find /usr/lib -name libifdvpcd.so 2>/dev/null | head -n 1)
  if [ -z "$library" ] || ! command -v pcscd >/dev/null || ! command -v socat >/dev/null; then
    echo 'pcscd-vpcd: install the packages pcscd, vsmartcard-vpcd, socat, iproute2' >&2
    exit 78
  fi
  cat >"$dir/reader.conf" <<CONF
FRIENDLYNAME "Virtual PCD"
DEVICENAME   /dev/null:0x8C7B
LIBPATH      $library
CHANNELID    0x8C7B
CONF
}

serve() {
  # vpcd takes a card over TCP; the relay gives it a name in DIR instead, so that it can be reached from outside.
  socat "UNIX-LISTEN:$dir/vpcd.sock,fork,unlink-early" "TCP:127.0.0.1:$port,nodelay" 2>/dev/null &
  exec pcscd --foreground --config "$dir/reader.conf" >"$dir/pcscd.log" 2>&1
}

case $stage in
outside)
  prepare
  if unshare -m -n -p --fork true 2>/dev/null; then
    exec unshare -m -n -p --fork --kill-child sh "$0" "$dir" inside
  elif unshare -r -m -n -p --fork true 2>/dev/null; then
    exec unshare -r -m -n -p --fork --kill-child sh "$0" "$dir" inside
  elif [ "${MADOGUCHI_PLAIN_PCSCD:-0}" = 1 ]; then
    rmdir "$dir/run" && ln -s /run/pcscd "$dir/run" && mkdir -p /run/pcscd
    serve
  else
    echo 'pcscd-vpcd: this machine allows no namespaces; see the head of scripts/pcscd-vpcd.sh' >&2
    exit 77
  fi
  ;;
inside)
  # The socket's place is compiled into pcscd: a folder of ours is laid over it, for this mount namespace only.
  if [ ! -d /run/pcscd ]; then
    mkdir -p "$dir/over"
    mount -t tmpfs none "$dir/over"
    mkdir "$dir/over/pcscd"
    mount --bind "$dir/run" "$dir/over/pcscd"
    mount --rbind "$dir/over" /run
  else
    mount --bind "$dir/run" /run/pcscd
  fi
  ip link set lo up
  # vpcd sends length and body in two writes; without quick acknowledgement each APDU would wait 40 ms (Nagle's
  # algorithm against delayed ACK).
  for target in 127.0.0.1 127.0.0.0/8; do
    ip route change local "$target" dev lo table local quickack 1 || true
  done
  serve
  ;;
esac
