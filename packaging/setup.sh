# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What ./run and ./test share, read with `source`: install what is missing, configure, build.
# Debian 12 and 13 and Ubuntu 24.04 are installed from their own archives; elsewhere CMake has the last word.
# PLENUM_NO_INSTALL=1 leaves the machine's packages as they are; PLENUM_JOBS=N compiles N files at a time.

setupRoot=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
buildDir=$setupRoot/build/release

# One line a need. Names joined by | are the same thing on different distributions: any of them will do.
buildPackages=(
  g++
  cmake
  ninja-build
  ccache
  qt6-base-dev
  "qt6-svg-dev|libqt6svg6-dev"     # the second on Ubuntu 24.04
  libvtk9-dev
  libglew-dev
  libboost-dev
  libboost-program-options-dev
  nlohmann-json3-dev
  libxlsxwriter-dev                # workbooks beside CSV; built without them where it is absent
  libegl-dev
  libgl-dev
  libopengl-dev
)
runPackages=(
  libgl1-mesa-dri                  # draws without a graphics card
  "fonts-wqy-microhei|fonts-noto-cjk|fonts-droid-fallback"  # Chinese glyphs; the first is 1.6 MB
  qt6-translations-l10n            # Qt's own dialogs in Chinese
)
testPackages=(
  python3
  python3-jsonschema               # a second opinion on the site schema
  glpk-utils                       # second opinions on the phase problem of plans
  coinor-cbc
  ffmpeg                           # plays back the films that it made; 27 MB
  xvfb
  xauth
)

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

# Which distribution, as "debian:12"; a derivative answers for the one that it is built on where that is known.
distribution() {
  local id="" version="" codename=""
  [ -r /etc/os-release ] && {
    id=$(. /etc/os-release && printf '%s' "${ID:-}")
    version=$(. /etc/os-release && printf '%s' "${VERSION_ID:-}")
    codename=$(. /etc/os-release && printf '%s' "${UBUNTU_CODENAME:-${VERSION_CODENAME:-}}")
  }
  case $codename in
    bookworm) echo debian:12 ;;
    trixie) echo debian:13 ;;
    noble) echo ubuntu:24.04 ;;
    *) echo "${id:-unknown}:${version:-}" ;;
  esac
}

# What differs from one distribution to the next beyond a name.
addDistributionPackages() {
  local for=$1
  case $(distribution) in
    debian:12)
      [ "$for" = test ] && testPackages+=(clang-format) ;;
    ubuntu:24.04)
      [ "$for" = test ] && testPackages+=(clang-format-14) ;;
    *)
      # from Qt 6.8 the SVG image plug-in is a package of its own; clang-format 14 is no longer offered
      runPackages+=(qt6-svg-plugins) ;;
  esac
  if [ -n "${WAYLAND_DISPLAY:-}" ] && [ -z "${DISPLAY:-}" ]; then
    runPackages+=(qt6-wayland)
  fi
}

isInstalled() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# The first name of the need that the archive offers, or nothing.
offered() {
  local name
  for name in ${1//|/ }; do
    if [ -n "$(apt-cache madison "$name" 2>/dev/null)" ]; then
      echo "$name"
      return
    fi
  done
}

missingNeeds() {
  local need name
  for need in "$@"; do
    for name in ${need//|/ }; do
      isInstalled "$name" && continue 2
    done
    echo "$need"
  done
}

# Whether this person may install; sudo asks for the password where there is a terminal to ask on, and nothing else asks.
mayInstall() {
  [ "$(id -u)" -eq 0 ] && return 0
  if command -v sudo >/dev/null; then
    sudo -n true 2>/dev/null && return 0
    if [ -t 0 ] && sudo -v; then return 0; fi
    complain "Packages are missing, and sudo does not let this account install them."
  else
    complain "Packages are missing, and installing them needs root or sudo: there is neither."
  fi
  complain "As root, run"
  complain "  apt-get install --no-install-recommends ${*%%|*}"
  return 1
}

aptGet() {
  local become=()
  [ "$(id -u)" -eq 0 ] || become=(sudo -n)
  "${become[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
    apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

installPackages() {
  local log=$setupRoot/build/apt.log
  aptGet update >"$log" 2>&1 || aptGet update >>"$log" 2>&1 || complain "The package lists could not all be refreshed; going on with what is there."
  local names=() need name
  for need in "$@"; do
    name=$(offered "$need")
    if [ -n "$name" ]; then names+=("$name"); else complain "Not offered by this distribution: ${need//|/ or }"; fi
  done
  if [ ${#names[@]} -gt 0 ]; then
    say "Installing ${names[*]}"
    [ ${#names[@]} -gt 8 ] && say "(about 2 GB; the log is build/apt.log)"
    if ! aptGet install --no-install-recommends "${names[@]}" >>"$log" 2>&1; then
      say "The download failed; trying once more."
      aptGet update >>"$log" 2>&1 || true
      if ! aptGet install --no-install-recommends "${names[@]}" >>"$log" 2>&1; then
        tail -n 20 "$log" >&2
        complain "Installing the packages failed; the whole log is build/apt.log."
        return 1
      fi
    fi
  fi
  return 0
}

# What was asked for and is still missing is remembered, so that the next call does not ask the archive again.
ensurePackages() {
  local for=$1 needs missing notOffered=$setupRoot/build/not-offered-$1.txt
  if [ "${PLENUM_NO_INSTALL:-}" = 1 ]; then return 0; fi
  addDistributionPackages "$for"
  needs=("${buildPackages[@]}" "${runPackages[@]}")
  [ "$for" = test ] && needs+=("${testPackages[@]}")
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    if [ ! -f "$notOffered" ]; then
      say "This system has no apt. Needed, by their Debian names: ${needs[*]%%|*}"
      say "Going on with what is installed."
      : >"$notOffered"
    fi
    return 0
  fi
  missing=$(missingNeeds "${needs[@]}")
  [ -z "$missing" ] && return 0
  [ -f "$notOffered" ] && [ "$missing" = "$(cat "$notOffered")" ] && return 0
  # shellcheck disable=SC2086 # one need a line, none holds a space
  mayInstall $missing && installPackages $missing || return 1
  rm -f "$buildDir/build.ninja"    # found packages have changed: configure again
  missing=$(missingNeeds "${needs[@]}")
  if [ -n "$missing" ]; then printf '%s\n' "$missing" >"$notOffered"; else rm -f "$notOffered"; fi
}

# As many jobs as processors, but a compiler may take 1.5 GiB. PLENUM_JOBS overrides it.
buildJobs() {
  if [ -n "${PLENUM_JOBS:-}" ]; then echo "$PLENUM_JOBS"; return; fi
  local processors memoryKiB limit jobs
  processors=$(nproc)
  memoryKiB=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo)
  limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || echo max)
  if [ "$limit" != max ] && [ $((limit / 1024)) -lt "$memoryKiB" ]; then memoryKiB=$((limit / 1024)); fi
  jobs=$((memoryKiB / 1572864))
  [ "$jobs" -lt 1 ] && jobs=1
  [ "$jobs" -gt "$processors" ] && jobs=$processors
  echo "$jobs"
}

configure() {
  local cache=$buildDir/CMakeCache.txt fresh=()
  if [ -f "$buildDir/build.ninja" ] && [ "$buildDir/build.ninja" -nt "$setupRoot/CMakePresets.json" ]; then
    return 0                       # ninja configures again by itself when a CMakeLists.txt changes
  fi
  # a tree that was moved or copied is configured from nothing
  if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$setupRoot" "$cache"; then fresh=(--fresh); fi
  (cd "$setupRoot" && cmake --preset release "${fresh[@]}") >"$setupRoot/build/configure.log" 2>&1 && return 0
  tail -n 30 "$setupRoot/build/configure.log" >&2
  complain "CMake could not configure the build; the whole log is build/configure.log."
  return 1
}

# setUp run|test: everything up to a finished build of what that needs.
setUp() {
  local target=all
  [ "$1" = run ] && target=plenum
  mkdir -p "$setupRoot/build"
  ensurePackages "$1" || return 1
  configure || return 1
  cmake --build "$buildDir" --target "$target" --parallel "$(buildJobs)" || {
    complain "The build failed."
    return 1
  }
}
