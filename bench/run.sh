#!/usr/bin/env bash
# Measures a release build beside its peers, in one run: figures on a noisy machine mean something only as
# ratios. Peers that are missing (stix2, fossil) are named and left out. Usage: bench/run.sh [BINARY]
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${1:-}
if [ -z "$binary" ]; then
  swift build -c release --static-swift-stdlib --product casetui
  binary=.build/release/casetui
fi
exec python3 bench/bench.py "$(realpath "$binary")"
