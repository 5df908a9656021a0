#!/usr/bin/env bash
# Usage: fuzz/run.sh SECONDS [TARGET...]   (make fuzz SECONDS=60 TARGETS="stix csv")
# Runs each target so long on its seeds and prints one line for it. Fails when one crashed.
# FUZZ_TIMEOUT=30 gives an input more than its 5 seconds, on a machine that does other work.
# The lines are kept in .build/fuzz-work/effort.tsv, with day and commit: what docs/testing.md §4 adds up.
set -u
cd "$(dirname "$0")/.." || exit 2
seconds=$1
shift
program=.build/fuzz/release/fuzz
work=.build/fuzz-work
[ $# -gt 0 ] || set -- $($program)
# swift-backtrace would hold the output open after a crash. Leaks are counted.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=allocator_may_return_null=1:quarantine_size_mb=64
export LSAN_OPTIONS=suppressions=fuzz/leaks.txt:print_suppressions=0
TIMEFORMAT='%U %S'
commit=$(git rev-parse --short HEAD 2>/dev/null || echo -)
failed=0
printf '%-13s %8s %10s %7s %7s %6s  %s\n' target cpu-s runs cov ft new result
for target; do
  mkdir -p "$work/$target" fuzz/regressions/"$target"
  log=$work/$target.log
  # The names of the format, as its seeds have them: bytes alone seldom guess one.
  grep -ahoE '[A-Za-z_][A-Za-z0-9_:-]{2,40}' fuzz/seeds/"$target"/* | sort -u | head -n 600 | sed 's/.*/"&"/' >"$work/$target.dict"
  used=$({ time FUZZ_TARGET=$target "$program" -max_total_time="$seconds" -timeout="${FUZZ_TIMEOUT:-5}" -rss_limit_mb=512 \
    -max_len=1048576 -dict="$work/$target.dict" -print_final_stats=1 -artifact_prefix="$work/$target-" \
    "$work/$target" "fuzz/seeds/$target" "fuzz/regressions/$target" >"$log" 2>&1; echo $? >"$log.code"; } 2>&1)
  code=$(cat "$log.code")
  rm "$log.code"
  cpu=$(echo "$used" | awk 'END { printf "%.0f", $1 + $2 }')
  rmdir fuzz/regressions/"$target" 2>/dev/null
  last=$(grep -a '^#[0-9]' "$log" | grep -aE "cov: [0-9]+ ft: [0-9]+" | tail -n 1)
  number() { echo "$last" | sed -n "s/.*$1: \([0-9]*\).*/\1/p"; }
  stat() { sed -n "s/^stat::$1: *\([0-9]*\).*/\1/p" "$log" | tail -n 1; }
  if [ "$code" -eq 0 ]; then
    result=ok
  else
    failed=1
    result="CRASH: $(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1), see $log"
  fi
  line=("$target" "$cpu" "$(stat number_of_executed_units)" "$(number cov)" "$(number ft)" \
    "$(stat new_units_added)" "$result")
  printf '%-13s %8s %10s %7s %7s %6s  %s\n' "${line[@]}"
  { printf '%s\t%s' "$(date -u +%F)" "$commit"; printf '\t%s' "${line[@]}"; echo; } >>"$work/effort.tsv"
done
exit $failed
