#!/usr/bin/env bash
# Usage: fuzz/gather.sh MINUTES [SLICE]   after `make fuzz`, which builds the program.
# Gives the target that has had the least processor time the next SLICE seconds (300), until MINUTES of the clock are
# over. Counts what fuzz/effort.tsv has of earlier days and what `.build/fuzz-work/effort.tsv` has of this copy; several
# may run at once, each on a target of its own. Ends at the first crash.
set -u
cd "$(dirname "$0")/.." || exit 2
end=$(($(date +%s) + $1 * 60))
slice=${2:-300}
program=.build/fuzz/release/fuzz
work=.build/fuzz-work
[ -x "$program" ] || { echo "there is no $program: run make fuzz first" >&2; exit 2; }
command -v flock >/dev/null || { echo "flock is missing: install util-linux" >&2; exit 2; }
mkdir -p "$work/locks"
next() {
  { "$program" | sed 's/$/\t0/'; cat fuzz/effort.tsv "$work/effort.tsv" 2>/dev/null | cut -f 3,4; } |
    awk -F '\t' '{ sum[$1] += $2 } END { for (one in sum) print sum[one] "\t" one }' | sort -n | cut -f 2
}
while [ "$(date +%s)" -lt "$end" ]; do
  target=
  for candidate in $(next); do
    # Such a lock ends with whoever holds it, the run in it, too: nothing is left of one that was killed.
    exec 9>"$work/locks/$candidate"
    flock -n 9 && target=$candidate && break
  done
  if [ -z "$target" ]; then
    # Others have them all.
    sleep 2
    continue
  fi
  fuzz/run.sh "$slice" "$target" | tail -n 1
  code=${PIPESTATUS[0]}
  exec 9>&-
  [ "$code" -eq 0 ] || exit 1
done
