#!/bin/bash
# Sourced by ./run, ./test: installs what is missing, builds what has changed.
#   need_packages KIND ...     Debian packages of tools/packages.txt, by apt-get (sudo where not root)
#   need_web                   the pages for browsers, from web/ into build/web; fails when the network is missing
#   build_in DIR [OPTION ...]  meson and ninja, quiet unless something goes wrong
# `root` is the project's directory; nothing here changes the caller's directory.

say() { printf '%s\n' "$*" >&2; }

missing_packages() {
  local wanted have
  wanted=$(awk -v kinds=" $* " 'index(kinds, " " $1 " ") { print $2 }' "$root/tools/packages.txt" | sort)
  have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | awk '$1 == "installed" { print $2 }' | sort -u)
  comm -23 <(printf '%s\n' "$wanted") <(printf '%s\n' "$have") | tr '\n' ' '
}

need_packages() {
  local missing sudo=
  command -v dpkg-query >/dev/null || { say "This needs Debian 12 (there is no dpkg here). Install what docs/dependencies.md lists, then run again."; exit 1; }
  missing=$(missing_packages "$@")
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

# Vite's own floor.  The first word is the command to ask.
node_is_good() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit((a == 20 && b >= 19) || (a == 22 && b >= 12) || a > 22 ? 0 : 1)' 2>/dev/null
}

# Debian 12's Node is 18: its npm brings a newer one, for this directory alone.
need_node() {
  local own=$root/build/node machine
  if node_is_good node && command -v npm >/dev/null; then return 0; fi
  case $(uname -m) in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *) say "The pages need Node 22.12 or newer with npm; install it, then run again."; return 1 ;;
  esac
  if ! node_is_good "$own/bin/node"; then
    need_packages node
    say "Fetching Node 22 for this directory ..."
    mkdir -p "$own/bin"
    if ! npm install --prefix "$own" --no-save --no-package-lock --no-audit --no-fund --ignore-scripts \
         "node-linux-$machine@22.23.3" npm@11.19.1 >"$root/build/node.log" 2>&1; then
      tail -n 5 "$root/build/node.log" >&2
      say "Node 22 could not be fetched from the npm registry. Is there a network (npm config get registry)? Log: build/node.log"
      return 1
    fi
    ln -sf "../node_modules/node-linux-$machine/bin/node" "$own/bin/node"
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$own/bin/node" "$own/node_modules/npm/bin/npm-cli.js" >"$own/bin/npm"
    chmod +x "$own/bin/npm"
  fi
  PATH=$own/bin:$PATH
}

# What the pages are made of, as one number; tests change no page.
web_hash() {
  (cd "$root/web" && find . \( -name node_modules -o -path ./tests -o -name '*.test.ts' -o -name schema.d.ts \) -prune -o -type f -print0 \
    | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}

# web/node_modules as package-lock.json says; a linked one is its owner's care.
need_node_modules() {
  local lock done=$root/web/node_modules/.installed
  [ -L "$root/web/node_modules" ] && return 0
  lock=$(sha256sum <"$root/web/package-lock.json")
  [ -f "$done" ] && [ "$(cat "$done")" = "$lock" ] && return 0
  need_node || return 1
  say "Fetching the libraries of the pages ..."
  if ! (cd "$root/web" && npm ci --no-audit --no-fund --ignore-scripts) >"$root/build/npm.log" 2>&1; then
    grep -v EBADENGINE "$root/build/npm.log" | tail -n 5 >&2
    say "The libraries of the pages could not be fetched. Is there a network (npm config get registry)? Log: build/npm.log"
    return 1
  fi
  printf '%s\n' "$lock" >"$done"
}

make_web() {
  local out=$root/build/web hash page
  mkdir -p "$out"
  hash=$(web_hash)
  [ "$(cat "$out/.made-of" 2>/dev/null)" = "$hash" ] && return 0
  need_node_modules && need_node || return 1
  say "Building the pages ..."
  rm -f "$out/.made-of"
  for page in "$root"/web/*.html; do
    if ! (cd "$root/web" && APP=$(basename "$page" .html) node node_modules/vite/bin/vite.js build --logLevel warn) >"$root/build/web.log" 2>&1; then
      tail -n 30 "$root/build/web.log" >&2
      say "The pages could not be built; the whole log: build/web.log"
      return 2
    fi
  done
  node "$root/web/tools/finish.mjs" "$out" >&2 || return 2
  printf '%s\n' "$hash" >"$out/.made-of"
}

# One at a time: ./run and ./test may start together.
need_web() {
  local rc=0
  [ -f "$root/web/package.json" ] && [ -z "${BAOGONG_NO_WEB:-}" ] || return 0
  mkdir -p "$root/build"
  (flock 9 && make_web) 9>"$root/build/.web-lock" || rc=$?
  [ $rc -le 1 ] || exit $rc
  return $rc
}

# What is built is what is there, so a new or vanished file means: configure again.
build_in() {
  mkdir -p "$1"
  (flock 9 && build_alone "$@") 9>"$1/.lock" || exit 1
}

build_alone() {
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
