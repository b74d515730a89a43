#!/bin/bash
# Sourced by ./run, ./test: installs what is missing, builds what has changed.
#   need_packages run|test     Debian packages of tools/packages.txt, by apt-get (sudo where not root)
#   build_in DIR [OPTION ...]  meson and ninja, quiet unless something goes wrong
# `root` is the project's directory; nothing here changes the caller's directory.

say() { printf '%s\n' "$*" >&2; }

missing_packages() {
  local kind=$1 wanted have
  wanted=$(awk -v kind="$kind" '$1 == "run" || (kind == "test" && $1 == "test") { print $2 }' "$root/tools/packages.txt" | sort)
  have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | awk '$1 == "installed" { print $2 }' | sort -u)
  comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$have") | tr '\n' ' '
}

need_packages() {
  local missing sudo=
  command -v dpkg-query >/dev/null || { say "This needs Debian 12 (there is no dpkg here). Install what docs/dependencies.md lists, then run again."; exit 1; }
  missing=$(missing_packages "$1")
  [ -z "${missing// /}" ] && return 0
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { say "Missing Debian packages: $missing"; say "Ask an administrator for: apt-get install $missing"; exit 1; }
    sudo=sudo
  fi
  say "Installing Debian packages: $missing"
  # shellcheck disable=SC2086
  if ! { $sudo apt-get update -q && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing; } \
       >"$root/build-packages.log" 2>&1; then
    tail -n 15 "$root/build-packages.log" >&2
    say "Could not install: $missing"
    say "Is there a network? Install them by hand (apt-get install $missing), then run again. Log: $root/build-packages.log"
    exit 1
  fi
  rm -f "$root/build-packages.log"
}

# What is built is what is there, so a new or vanished file means: configure again.
build_in() {
  local dir=$1 list
  shift
  list=$(cd "$root" && for kind in sources main tests sql migrations caps; do tools/list_files.sh "$kind"; done; cat "$root/meson.build")
  if [ ! -f "$dir/build.ninja" ]; then
    say "Configuring $(basename "$dir") ..."
    meson setup "$@" "$dir" "$root" >"$dir.log" 2>&1 || { tail -n 20 "$dir.log" >&2; exit 1; }
    printf '%s\n' "$list" >"$dir/files.list"
  elif [ "$list" != "$(cat "$dir/files.list" 2>/dev/null)" ]; then
    meson setup --reconfigure "$@" "$dir" "$root" >"$dir.log" 2>&1 || { tail -n 20 "$dir.log" >&2; exit 1; }
    printf '%s\n' "$list" >"$dir/files.list"
  fi
  if ! ninja -C "$dir" -n 2>/dev/null | grep -q 'no work to do'; then
    say "Building $(basename "$dir") ..."
    ninja -C "$dir" >"$dir.log" 2>&1 || { grep -E 'error|FAILED|warning' "$dir.log" | head -n 30 >&2; say "The build failed; the whole log: $dir.log"; exit 1; }
  fi
  rm -f "$dir.log"
}
