#!/usr/bin/env python3
"""bench.py BINARY: what casetui does per second, beside its peers where they are installed.

Every figure is the median of several runs of the whole process. Work folders are temporary and go away.
Environment: BENCH_RUNS (3), BENCH_BIG=1 adds the import of 10 times the size, BENCH_STREAM=10 the scan of so many
million small STIX objects, BENCH_PEERS a folder with b_stix.py, mkfast.py, gen.py and bench_fossil.sh (default:
../shared/peers beside the project).
"""
import csv, json, os, re, resource, shutil, statistics, subprocess, sys, tempfile, time, uuid

BINARY = os.path.abspath(sys.argv[1])
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PEERS = os.environ.get("BENCH_PEERS", os.path.join(ROOT, "..", "shared", "peers"))
TMP = tempfile.mkdtemp(prefix="casetui-bench-")


def run(*args, **options):
    """Runs casetui; returns its JSON answer, seconds of the whole process, and peak memory in MB."""
    started = time.perf_counter()
    process = subprocess.Popen([BINARY, *args, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    out = process.stdout.read()
    err = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        raise SystemExit(f"casetui {' '.join(args)} ended with {code}: {err.decode()[-500:]}")
    return json.loads(out), seconds, usage.ru_maxrss / 1024


def store(name):
    path = os.path.join(TMP, name)
    shutil.rmtree(path, ignore_errors=True)
    run("init", path, "--office", name, "--user", "bench")
    return path


def say(what, ours, peer=None, bound=""):
    line = f"{what:<58} {ours:>16}"
    if peer:
        line += f"   {peer}"
    if bound:
        line += f"   (reach: {bound})"
    print(line, flush=True)


def median(values):
    return statistics.median(values)


def bundle(copies, path):
    """Invented STIX 2.1: `copies` times 2,107 objects of the sizes and kinds that public bundles have."""
    import random
    random.seed(7)
    words = ("account cluster proxy pool prompt template model owner terms request burst reseller panel token "
             "credential release schedule answer capability reasoning sample benchmark harvest relay gateway").split()
    kinds = [("attack-pattern", 188), ("malware", 117), ("course-of-action", 15),
             ("intrusion-set", 15), ("campaign", 3), ("identity", 3), ("relationship", 1766)]
    now = "2026-01-15T10:00:00.000Z"

    def text(n):
        return " ".join(random.choice(words) for _ in range(n))

    with open(path, "w") as file:
        file.write('{"type":"bundle","id":"bundle--%s","objects":[\n' % uuid.UUID(int=random.getrandbits(128), version=4))
        first = True
        for _ in range(copies):
            known = []
            for kind, count in kinds:
                for _ in range(count):
                    made = f"{kind}--{uuid.UUID(int=random.getrandbits(128), version=4)}"
                    thing = {"type": kind, "id": made, "spec_version": "2.1", "created": now, "modified": now}
                    if kind == "relationship":
                        thing |= {"relationship_type": "uses", "source_ref": random.choice(known),
                                  "target_ref": random.choice(known), "description": text(90)}
                    else:
                        known.append(made)
                        thing |= {"name": text(3), "description": text(260), "x_bench_level": 3}
                        if kind == "identity":
                            thing["identity_class"] = "organization"
                        if kind == "malware":
                            thing["is_family"] = True
                    file.write(("" if first else ",\n") + json.dumps(thing, separators=(",", ":")))
                    first = False
        file.write("\n]}\n")
    return copies * sum(count for _, count in kinds)


def bench_import():
    path = os.path.join(TMP, "bundle.json")
    source = os.environ.get("BENCH_STIX")
    count = bundle(10, path) if not source else None
    path = source or path
    size = os.path.getsize(path) / 1e6
    rates, theirs, memory = [], [], []
    code = ("import stix2,sys,time; t=time.perf_counter(); b=stix2.parse(open(sys.argv[1]),allow_custom=True); "
            "print(len(b.objects)/(time.perf_counter()-t))")
    for _ in range(RUNS):
        target = store("import")
        answer, seconds, peak = run("import", "apply", path, "--store", target)
        count = answer["read"]
        rates.append(count / seconds)
        memory.append(peak)
        # In turn with ours, so that a slow moment of the machine meets both.
        try:
            out = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=True).stdout
            theirs.append(float(out))
        except (subprocess.CalledProcessError, ValueError):
            pass
    ours = median(rates)
    peer = "stix2 is not installed"
    if theirs:
        peer = f"stix2.parse alone {median(theirs):,.0f}/s: {ours / median(theirs):.1f} times"
    say(f"import of {count:,} objects, {size:.0f} MB, durable and searchable", f"{ours:,.0f} /s", peer, "3 times")
    say("  peak memory", f"{max(memory):.0f} MB", None, "120 MB")
    target = store("scan")
    scans = [run("import", "scan", path, "--store", target)[1] for _ in range(RUNS)]
    say("  scan of the same: parsed and checked, nothing written", f"{count / median(scans):,.0f} /s", None, "60,000 /s")
    if os.environ.get("BENCH_BIG"):
        big = os.path.join(TMP, "big.json")
        bundle(100, big)
        target = store("import-big")
        answer, seconds, peak = run("import", "apply", big, "--store", target)
        say(f"  10 times the size: {answer['read']:,} objects", f"{answer['read'] / seconds:,.0f} /s", f"{peak:.0f} MB", "120 MB")


def bench_files(count=3_000):
    """Many small files into one case, and taken back: neither may grow with the square of their number."""
    folder = os.path.join(TMP, "letters")
    os.makedirs(folder, exist_ok=True)
    for number in range(count):
        with open(os.path.join(folder, f"{number}.txt"), "w") as file:
            file.write(f"letter {number}\n")
    target = store("files")
    case, _, _ = run("case", "new", "--title", "Letters", "--store", target)
    answer, seconds, peak = run("import", "apply", folder, "--case", case["reference"], "--store", target)
    say(f"import of {count:,} files into a case", f"{seconds:.2f} s", f"{peak:.0f} MB", None)
    _, seconds, _ = run("import", "undo", answer["import"], "--reason", "bench", "--store", target)
    say("  taken back", f"{seconds:.2f} s", None, None)


def bench_cluster(rows=10_000):
    """One cluster of many accounts, twice: its rows stand beside each other, and none is compared with all others."""
    path = os.path.join(TMP, "cluster.csv")
    with open(path, "w") as file:
        file.write("cluster_id,account,payment_fingerprint,email\n")
        for number in range(rows):
            file.write(f"c1,a{number},fp{number % 97},u{number}@mail.example\n")
    target = store("cluster")
    answer, seconds, peak = run("import", "apply", path, "--store", target)
    say(f"import of a cluster of {answer['read']:,} accounts", f"{seconds:.2f} s", f"{peak:.0f} MB", None)
    _, seconds, _ = run("import", "scan", path, "--store", target)
    say("  scanned again", f"{seconds:.2f} s", None, None)


def bench_stream(millions):
    """A scan of many small objects: parsed, checked, told apart, nothing kept."""
    path = os.path.join(TMP, "stream.json")
    with open(path, "w") as file:
        file.write('{"type":"bundle","id":"bundle--00000000-0000-4000-8000-0000000000ff","objects":[\n')
        count = millions * 1_000_000
        for first in range(0, count, 50_000):
            file.write(",\n".join(
                '{"type":"ipv4-addr","spec_version":"2.1","id":"ipv4-addr--%08x-0000-5000-8000-%012x","value":"10.%d.%d.%d"}'
                % (i, i * 2654435761 % (1 << 48), i >> 16 & 255, i >> 8 & 255, i & 255)
                for i in range(first, first + 50_000)) + (",\n" if first + 50_000 < count else "\n]}\n"))
    size = os.path.getsize(path) / 1e6
    answer, seconds, peak = run("import", "scan", path, "--store", store("stream"))
    say(f"scan of a stream of {answer['read']:,} objects, {size:.0f} MB", f"{size / seconds:.1f} MB/s",
        f"{answer['read'] / seconds:,.0f} /s, {peak:.0f} MB", "20 MB/s, 256 MB")
    os.remove(path)


def bench_ftm(copies=14):
    """FollowTheMoney entities of the public SDN list, so many times with ids of their own."""
    entries = sdn_entries()
    if not entries:
        return print("FollowTheMoney: the SDN list is not here (BENCH_SDN)")
    named = {}
    for number, schema, name in entries:
        named.setdefault((number, schema), []).append(name)
    path = os.path.join(TMP, "entities.ftm.json")
    with open(path, "w", encoding="utf-8") as file:
        for copy in range(copies):
            for (number, schema), names in named.items():
                entity = {"id": f"made-{copy}-{number}", "schema": schema or "LegalEntity",
                          "properties": {"name": names[:1], "alias": names[1:], "notes": ["entered by hand"]}}
                file.write(json.dumps(entity) + "\n")
    code = ("import json,sys,time\nfrom followthemoney import EntityProxy\nlines=open(sys.argv[1]).read().splitlines()\n"
            "t=time.perf_counter()\nfor l in lines: EntityProxy.from_dict(json.loads(l),cleaned=False)\n"
            "print(len(lines)/(time.perf_counter()-t))")
    rates, theirs, target = [], [], store("ftm")
    for _ in range(RUNS):
        answer, seconds, peak = run("import", "scan", path, "--format", "ftm", "--store", target)
        rates.append(answer["read"] / seconds)
        try:
            theirs.append(float(subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=True).stdout))
        except (subprocess.CalledProcessError, ValueError):
            pass
    peer = f"followthemoney {median(theirs):,.0f} /s: {median(rates) / median(theirs):.1f} times" if theirs else "followthemoney is not installed"
    say(f"FollowTheMoney: {answer['read']:,} entities read and told apart", f"{median(rates):,.0f} /s", peer, "100,000 /s")


def bench_ownership(edges=1_000_000):
    """The 50 percent rule over a made register: the whole command, reading the table and writing the answer."""
    path = os.path.join(TMP, "holdings.csv")
    random = __import__("random").Random(7)
    with open(path, "w") as file:
        file.write("owner,owned,percent,from,to\n")
        for owned in range(edges // 2):
            first = random.randrange(edges // 2)
            share = random.choice(["60", "25", "", "50", "33.3333"])
            file.write(f"P{first},P{owned},{share},2020-01-01,\nP{random.randrange(edges // 2)},P{owned},30,,\n")
    seeds = [part for number in range(50) for part in ("--seed", f"P{number}")]
    times = [run("ownership", "closure", path, *seeds, "--as-of", "2026-06-01")[1] for _ in range(RUNS)]
    say(f"ownership closure of {edges:,} holdings, table to answer", f"{median(times):.2f} s", None, "2 s for the closure")


def bench_names():
    """Labelled pairs at the one threshold, as the public benchmark counts them; skipped without the file."""
    path = os.environ.get(
        "BENCH_NAMES",
        os.path.join(ROOT, "..", "shared", "corpus", "names", "nomenklatura", "name_bench_cases_half_a.csv"))
    if not os.path.exists(path):
        return print("names: the labelled pairs are not here (BENCH_NAMES)")
    rows = list(csv.DictReader(open(path, encoding="utf-8")))
    answer, _, _ = run("screen", "compare", path)
    is_foreign = lambda text: any(ord(letter) > 0x24F and letter.isalpha() for letter in text)

    def f1(chosen):
        found = [(row["is_match"] == "true", score >= answer["threshold"])
                 for row, score in zip(rows, answer["scores"]) if chosen(row)]
        right = sum(match and hit for match, hit in found)
        return 2 * right / max(1, sum(match + hit for match, hit in found))

    strong = f1(lambda row: row["quality"] == "STRONG")
    across = f1(lambda row: is_foreign(row["name1"]) != is_foreign(row["name2"]))
    say(f"names: {len(rows)} labelled pairs at {answer['threshold']}", f"F1 {f1(lambda row: True):.3f}", None,
        f"0.86; strong {strong:.3f} (1.00), across scripts {across:.3f} (0.92)")
    many = os.path.join(TMP, "pairs.csv")
    with open(many, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["schema", "name1", "name2"], extrasaction="ignore")
        writer.writeheader()
        for _ in range(100):
            writer.writerows(rows)
    answer, _, _ = run("screen", "compare", many)
    count = len(answer["scores"])
    say("  comparisons of parsed names", f"{count / answer['seconds']:,.0f} /s", None,
        f"300,000 /s; {count / answer['seconds_with_parsing']:,.0f} /s with parsing both")


def sdn_entries():
    """(id, schema, name) of the public SDN list, aliases behind their entry; None without the files."""
    import gzip, io
    folder = os.environ.get("BENCH_SDN", os.path.join(ROOT, "..", "shared", "corpus", "sanctions", "ofac-2018"))
    if not os.path.exists(os.path.join(folder, "sdn.csv.gz")):
        return None

    def rows(name):
        text = gzip.open(os.path.join(folder, name)).read().decode("utf-8", "replace").replace("\x1a", "")
        return [row for row in csv.reader(io.StringIO(text)) if row and row[0].strip().isdigit()]

    aliases = {}
    for row in rows("alt.csv.gz"):
        aliases.setdefault(row[0], []).append(row[3])
    entries = []
    for row in rows("sdn.csv.gz"):
        kind = row[2].strip()
        schema = {"individual": "Person", "vessel": "Vessel", "-0-": "Organization"}.get(kind, "")
        entries += [(row[0], schema, name) for name in [row[1], *aliases.get(row[0], [])]]
    return entries


def bench_screening():
    """One name, a table of names and all duplicates, against the whole SDN list in a store."""
    entries = sdn_entries()
    if not entries:
        return print("screening: the SDN list is not here (BENCH_SDN)")
    table = os.path.join(TMP, "sdn-names.csv")
    with open(table, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "schema", "name"])
        writer.writerows(entries)
    target = store("screening")
    answer, seconds, peak = run("bench-fill", "--store", target, "--names", table)
    say(f"screening: {answer['entries']:,} entries with {len(entries):,} names taken in", f"{seconds:.2f} s", f"{peak:.0f} MB")
    queries = [entry[2] for entry in entries[::len(entries) // 40]]
    single, whole, found = [], [], 0
    for name in queries:
        answer, seconds, _ = run("screen", "name", name, "--store", target)
        found += bool(answer["hits"])
        single.append(answer["ms"])
        whole.append(seconds * 1000)
    single.sort()
    theirs = screen_peer()
    say("  one name, a program just started", f"{median(single):.1f} ms",
        f"{found} of {len(queries)} found, start to exit {median(whole):.0f} ms, worst search {single[-1]:.1f} ms" + (f"; {theirs}" if theirs else ""), "5 ms")
    many = os.path.join(TMP, "screen.csv")
    with open(many, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["full_name"])
        writer.writerows([name] for name in queries * 25)
    answer, seconds, peak = run("screen", "file", many, "--column", "full_name", "--store", target)
    say("  a name of a table", f"{answer['seconds'] / answer['rows'] * 1000:.2f} ms", f"{peak:.0f} MB", "5 ms")
    answer, seconds, peak = run("screen", "duplicates", "--store", target)
    say(f"  all duplicates: {len(answer['pairs'])} pairs", f"{answer['seconds']:.2f} s", f"{peak:.0f} MB", "2 s, 150 MB")


def screen_peer():
    """What the peer needs for one name, from its own script; empty when it or its entities are not here."""
    entities, queries = os.environ.get("BENCH_FTM"), os.environ.get("BENCH_QUERIES")
    if not entities or not queries:
        return ""
    try:
        out = subprocess.run([sys.executable, os.path.join(PEERS, "b_screen.py"), entities, queries],
                             capture_output=True, text=True, check=True, timeout=600).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
    found = re.search(r"logic-v2\s.*median=([0-9.]+)s", out)
    return f"nomenklatura logic-v2 {float(found.group(1)) * 1000:.0f} ms" if found else ""


def bench_sync(count):
    """New operations to an empty second store over pipes: two processes, as over ssh."""
    origin = os.path.join(TMP, f"origin-{count}")
    if not os.path.exists(origin):
        store(f"origin-{count}")
        run("bench-fill", "--store", origin, "--operations", str(count))
        run("verify", "--store", origin)
    wire, seconds, noop, noop_bytes, noop_trips = [], [], [], [], []
    ssh = os.path.join(ROOT, "bench", "fakessh")
    environment = os.environ | {"PATH": os.path.dirname(BINARY) + ":" + os.environ["PATH"]}
    for index in range(RUNS):
        target = store(f"target-{count}-{index}")
        answer, took, _ = run("sync", "run", "ssh://host" + target, "--ssh", ssh, "--enrol", "--store", origin, env=environment)
        wire.append(answer["bytes_out"] + answer["bytes_in"])
        seconds.append(took)
        if answer["state_digest"] != answer["peer_state_digest"]:
            raise SystemExit("the stores differ after a sync")
        answer, took, _ = run("sync", "run", "ssh://host" + target, "--ssh", ssh, "--store", origin, env=environment)
        noop.append(took)
        noop_bytes.append(answer["bytes_out"] + answer["bytes_in"])
        noop_trips.append(answer["round_trips"])
    return origin, target, median(seconds), median(wire), median(noop), max(noop_bytes), max(noop_trips)


def fossil(count):
    """The peer's own figures for the same number of records, from the same run."""
    try:
        data = os.path.join(TMP, f"records-{count}.jsonl")
        with open(data, "w") as file:
            subprocess.run([sys.executable, os.path.join(PEERS, "gen.py"), str(count)], stdout=file, check=True)
        work = os.path.join(TMP, "peers")
        if not os.path.exists(work):
            shutil.copytree(PEERS, work)
        out = subprocess.run(["bash", os.path.join(work, "bench_fossil.sh"), data], capture_output=True, text=True, timeout=900).stdout
        return {name: float(value) for name, value in re.findall(r"fossil ([\w-]+) ([0-9.]+)s", out)}
    except (OSError, subprocess.SubprocessError):
        return {}


def main():
    answer, _, _ = run("version")
    print(f"casetui {answer['version']}, SQLite {answer['sqlite_version']}, load {os.getloadavg()[0]:.1f}, median of {RUNS}")
    bench_import()
    if os.environ.get("BENCH_STREAM"):
        bench_stream(int(os.environ["BENCH_STREAM"]))
    bench_files()
    bench_cluster()
    bench_ftm()
    bench_ownership()
    bench_names()
    bench_screening()
    environment = os.environ | {"PATH": os.path.dirname(BINARY) + ":" + os.environ["PATH"]}
    ssh = os.path.join(ROOT, "bench", "fakessh")
    for count, reach, size in ((10_000, "0.6 s", "0.9 MB"), (100_000, "4 s", "8 MB")):
        origin, target, seconds, wire, noop, noop_bytes, trips = bench_sync(count)
        theirs = fossil(count).get("clone") if shutil.which("fossil") else None
        peer = f"fossil clone {theirs:.2f} s: {seconds / theirs:.2f} of it" if theirs else "fossil is not installed"
        say(f"{count:,} operations to an empty store, two processes", f"{seconds:.2f} s", peer, reach)
        say("  on the wire, both ways", f"{wire / 1e6:.2f} MB", None, size)
        say("  then nothing new, start to exit", f"{noop * 1000:.0f} ms", f"{noop_bytes} bytes, {trips} round trips", "60 ms, 600 bytes")
    times = []
    for _ in range(RUNS):
        run("bench-fill", "--store", origin, "--operations", "100")
        answer, seconds, _ = run("sync", "run", "ssh://host" + target, "--ssh", ssh, "--store", origin, env=environment)
        times.append(seconds)
    wire = answer["bytes_out"] + answer["bytes_in"]
    say("100 changed at 100,000", f"{median(times) * 1000:.0f} ms", f"{wire:,} bytes", "150 ms, 14 KB")
    times = []
    for _ in range(RUNS):
        answer, seconds, _ = run("rebuild", "--store", target)
        times.append(seconds)
        if answer["before_digest"] != answer["after_digest"]:
            raise SystemExit("rebuild gave other tables")
    say("rebuild of 100,000 operations, equal digest", f"{median(times):.2f} s", None, "3 s")
    answer, seconds, _ = run("verify", "--store", target)
    say("verify of 100,000 operations", f"{seconds:.2f} s")


try:
    main()
finally:
    shutil.rmtree(TMP, ignore_errors=True)
