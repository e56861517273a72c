#!/bin/sh
# Installs squeezr: downloads the binary for this machine, checks its sum, puts it into a folder of yours. No root.
#
#   SQUEEZR_DOWNLOAD   where the release's files are: a URL (https://..., file://...)
#   SQUEEZR_INSTALL    the folder to install into; ~/.local/bin where it is not set
#
# What it writes: that one file. To remove it: `squeezr unsetup`, then delete the file and ~/.squeezr.
set -eu

# The release writes its own page in here; where it has none, SQUEEZR_DOWNLOAD must say it.
page='@RELEASE_PAGE@'
case $page in @*) page= ;; esac

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

target() {
  system=$(uname -s)
  machine=$(uname -m)
  case "$system" in
    Linux) system=linux ;;
    Darwin) system=macos ;;
    *) fail "there is no binary for $system: on Windows, use install.ps1" ;;
  esac
  case "$machine" in
    x86_64 | amd64) machine=x64 ;;
    aarch64 | arm64) machine=arm64 ;;
    *) fail "there is no binary for $machine: there are x64 and arm64" ;;
  esac
  # A shell that is itself translated takes an Apple processor for an Intel one.
  if [ "$system" = macos ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || true)" = 1 ]; then
    machine=arm64
  fi
  if [ "$system" = linux ] && is_musl; then
    [ "$machine" = x64 ] || fail "there is no binary for musl on $machine, only on x64"
    machine=x64-musl
  fi
  echo "$system-$machine"
}

is_musl() {
  ! [ -e /lib64/ld-linux-x86-64.so.2 ] && ! [ -e /lib/ld-linux-aarch64.so.1 ] && [ -n "$(ls /lib/ld-musl-* 2>/dev/null)" ]
}

# fetch NAME FILE
fetch() {
  if has curl; then
    curl -fsSL --retry 3 -o "$2" "$download/$1" || fail "cannot download $download/$1"
  elif [ "${download#file://}" != "$download" ]; then
    # wget knows no file://.
    cp "${download#file://}/$1" "$2" || fail "cannot download $download/$1"
  elif has wget; then
    wget -q -O "$2" "$download/$1" || fail "cannot download $download/$1"
  else
    fail "neither curl nor wget is here: install one of them"
  fi
}

sum_of() {
  if has sha256sum; then
    sha256sum "$1" | cut -d ' ' -f 1
  elif has shasum; then
    shasum -a 256 "$1" | cut -d ' ' -f 1
  elif has openssl; then
    openssl dgst -sha256 -r "$1" | cut -d ' ' -f 1
  else
    fail "neither sha256sum nor shasum nor openssl is here: the download can't be checked"
  fi
}

# check NAME FILE
check() {
  want=$(sed -n "s/^\([0-9a-f]\{64\}\) [ *]$1\$/\1/p" "$work/SHA256SUMS")
  [ -n "$want" ] || fail "$download/SHA256SUMS does not name $1: this is no release of squeezr"
  got=$(sum_of "$2")
  [ "$got" = "$want" ] || fail "$1 is damaged or not what was released: its SHA-256 is $got, not $want. Nothing was installed"
}

download=${SQUEEZR_DOWNLOAD:-$page}
download=${download%/}
[ -n "$download" ] || fail "say where the release is: SQUEEZR_DOWNLOAD=https://... sh install.sh"
folder=${SQUEEZR_INSTALL:-${HOME:+$HOME/.local/bin}}
[ -n "$folder" ] || fail "there is no HOME: say where to install, SQUEEZR_INSTALL=/some/folder sh install.sh"

target=$(target)
file="squeezr-$target"
mkdir -p "$folder" || fail "cannot make the folder $folder: set SQUEEZR_INSTALL to one that you may write"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

fetch SHA256SUMS "$work/SHA256SUMS"
if has gzip; then
  fetch "$file.gz" "$work/$file.gz"
  check "$file.gz" "$work/$file.gz"
  gzip -d "$work/$file.gz" || fail "$file.gz can't be unpacked. Nothing was installed"
else
  fetch "$file" "$work/$file"
fi
check "$file" "$work/$file"
chmod 755 "$work/$file"
said=$("$work/$file" version 2>&1) || fail "the binary for $target does not run here: $said"

# In place by renaming: one that runs now goes on, and there is no half of a file.
{ cp "$work/$file" "$folder/.squeezr.$$" && mv -f "$folder/.squeezr.$$" "$folder/squeezr"; } ||
  fail "cannot write $folder/squeezr: set SQUEEZR_INSTALL to a folder that you may write"

echo "Installed squeezr $said for $target as $folder/squeezr; its SHA-256 is the release's."
case ":$PATH:" in
  *":$folder:"*) echo "Next: squeezr help" ;;
  *) echo "$folder is not in your PATH. Next: $folder/squeezr help" ;;
esac
