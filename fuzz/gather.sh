#!/usr/bin/env bash
# Usage: fuzz/gather.sh MINUTES [SLICE]   after `make fuzz`, which builds the program.
# Gives the target that has had the least processor time the next SLICE seconds (300), until MINUTES of the clock are
# over. Counts what fuzz/effort.tsv has of earlier days and what `.build/fuzz-work/effort.tsv` has of this copy; several
# may run at once. Ends at the first crash.
set -u
cd "$(dirname "$0")/.." || exit 2
end=$(($(date +%s) + $1 * 60))
slice=${2:-300}
work=.build/fuzz-work
mkdir -p "$work/taken"
next() {
  { .build/fuzz/release/fuzz | sed 's/$/\t0/'; cat fuzz/effort.tsv "$work/effort.tsv" 2>/dev/null | cut -f 3,4; } |
    awk -F '\t' '{ sum[$1] += $2 } END { for (one in sum) print sum[one] "\t" one }' | sort -n | cut -f 2
}
while [ "$(date +%s)" -lt "$end" ]; do
  for target in $(next); do
    # A folder can be made by one only.
    mkdir "$work/taken/$target" 2>/dev/null && break
  done
  fuzz/run.sh "$slice" "$target" | tail -n 1
  code=${PIPESTATUS[0]}
  rmdir "$work/taken/$target"
  [ "$code" -eq 0 ] || exit 1
done
