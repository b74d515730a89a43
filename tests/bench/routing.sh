#!/bin/bash
# Routes: gap to the best known value by set; --time S (10), --seed N, --threads N, --set NAME, or names of instances.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bench=${BENCH_DIR:-$here/../../../shared/data/bench}
binary=${BAOGONG_BINARY:?set by tests/bench/run}
seconds=10 seed=1 threads=1 only=
names=()
while [ $# -gt 0 ]; do
  case $1 in
  --time) seconds=$2; shift 2 ;;
  --seed) seed=$2; shift 2 ;;
  --threads) threads=$2; shift 2 ;;
  --set) only=$2; shift 2 ;;
  --*) echo "unknown option $1; see the head of $0" >&2; exit 2 ;;
  *) names+=("$1"); shift ;;
  esac
done
[ -d "$bench" ] || { echo "There are no instances in $bench; BENCH_DIR says where they are." >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Which row of the table an instance belongs to.
set_of() {
  local n
  case $2 in
  X-n*) n=${2#X-n}; [ "${n%%-*}" -le 300 ] && echo "X 100-300" || echo "X 300-1000" ;;
  Leuven1|Antwerp1|Leuven2|Antwerp2) echo "Belgium 3-7k" ;;
  Ghent*|Brussels*|Flanders*) echo "Belgium 10-30k" ;;
  ORTEC*) echo "ORTEC" ;;
  R1*|C1*|RC1*) echo "VRPTW type 1" ;;
  R2*|C2*|RC2*) echo "VRPTW type 2" ;;
  HFVRP*|MDVRPTW*|MTVRPTWR*) echo "${2%%-*}" ;;
  *) echo "$1" ;;
  esac
}

# Gaps are to what our checker makes of the best known routes: the files scale costs in their own ways.
best_of() {
  local sol=$bench/$1/$2.sol.gz cost
  [ "$1" = variants ] && [ -f "$sol" ] && cost=$("$binary" route check "$4" "$sol") && { cost=${cost#cost }; echo "${cost%% *}"; return; }
  echo "$3"
}

wanted() {
  [ -z "$only" ] || [ "$only" = "$1" ] || return 1
  [ ${#names[@]} -eq 0 ] && return 0
  local name
  for name in "${names[@]}"; do [ "$name" = "$2" ] && return 0; done
  return 1
}

printf '%-16s %-40s %8s %12s %7s %12s %8s\n' set instance seconds cost routes iterations 'gap %'
for folder in cvrp vrptw ortec variants; do
  while IFS=, read -r name bks _; do
    [ "$name" = instance ] && continue
    set=$(set_of "$folder" "$name")
    wanted "$set" "$name" || continue
    file=$(find "$bench/$folder" -name "$name.vrp*" -o -name "$name.txt*" | head -1)
    [ -n "$file" ] || { echo "$name: no file" >&2; continue; }
    bks=$(best_of "$folder" "$name" "$bks" "$file")
    line=$("$binary" route "$file" --time "$seconds" --seed "$seed" --threads "$threads" --bks "$bks" --out "$work/plan.sol") || { echo "$name: failed" >&2; continue; }
    "$binary" route check "$file" "$work/plan.sol" >"$work/check" || { echo "$name: the plan does not hold"; head -3 "$work/check"; exit 1; }
    read -r _ cost _ routes _ took _ steps _ gap <<<"$line"
    printf '%-16s %-40s %8s %12s %7s %12s %8s\n' "$set" "$name" "$took" "$cost" "$routes" "$steps" "$gap"
    echo "$set,$gap" >>"$work/gaps"
  done < "$bench/$folder/BKS.csv"
done
[ -s "$work/gaps" ] || { echo "No instance was asked for that is there." >&2; exit 2; }
echo
awk -F, '{ sum[$1] += $2; n[$1]++; if (!($1 in most) || $2 > most[$1]) most[$1] = $2 }
  END { for (set in sum) printf "%-16s %3d instances  mean gap %7.3f %%  largest %7.3f %%\n", set, n[set], sum[set] / n[set], most[set] }' "$work/gaps" | sort
uptime | sed 's/.*load average/load average/'
