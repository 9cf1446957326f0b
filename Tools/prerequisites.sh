# To be sourced: makes sure that what the build needs is there, and installs what is missing.

# alsa-utils and busybox are for tests in User-Mode Linux, parallel is for one of `render`.
prerequisites=(g++ pkg-config libsndfile1-dev libsamplerate0-dev libasound2-dev libsimdjson-dev alsa-utils busybox
  parallel)

require_swift() {
  if ! command -v swift > /dev/null; then
    echo "Swift 6.3 is needed and not on the PATH: https://www.swift.org/install/linux" >&2
    exit 1
  fi
}

# Those of the Debian packages that are not installed.
missing_packages() {
  local package
  for package; do
    dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2> /dev/null |
      grep --quiet '^installed$' || echo "$package"
  done
}

# Without Debian's package tools the libraries themselves are looked for.
require_libraries() {
  local library missing=()
  for library in sndfile samplerate alsa simdjson; do
    pkg-config --exists "$library" 2> /dev/null || missing+=("$library")
  done
  if ((${#missing[@]})); then
    echo "There is no apt-get here. Install a C++ compiler, pkg-config and the development files of:" >&2
    echo "libsndfile, libsamplerate, alsa-lib, simdjson (pkg-config does not find: ${missing[*]})" >&2
    exit 1
  fi
}

install_packages() {
  local as_root=()
  if [[ $(id --user) != 0 ]]; then
    if ! command -v sudo > /dev/null; then
      echo "These packages are missing, and only root can install them: $*" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  echo "Installing $*"
  "${as_root[@]}" apt-get update --quiet=2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends \
    "$@" > /dev/null
}

# Installs those of the Debian packages that are missing.
require_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]})); then install_packages "${missing[@]}"; fi
}

require_prerequisites() {
  require_swift
  if ! command -v apt-get > /dev/null || ! command -v dpkg-query > /dev/null; then
    require_libraries
    return
  fi
  require_packages "${prerequisites[@]}"
}
