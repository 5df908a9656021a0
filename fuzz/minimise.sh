#!/bin/sh
# Usage: fuzz/minimise.sh TARGET...   after `make fuzz`, which builds the program.
# Removes seeds that reach nothing the others do not reach: `-merge=1` of libFuzzer.
set -eu
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
for target; do
  kept=.build/fuzz-work/kept-$target
  rm -rf "$kept"
  mkdir -p "$kept"
  FUZZ_TARGET=$target .build/fuzz/release/fuzz -merge=1 -max_len=1048576 "$kept" "fuzz/seeds/$target" 2>/dev/null
  for seed in fuzz/seeds/"$target"/*; do
    # libFuzzer names what it keeps by its SHA-1.
    [ -e "$kept/$(sha1sum <"$seed" | cut -d ' ' -f 1)" ] || { echo "removed $seed"; rm "$seed"; }
  done
done
