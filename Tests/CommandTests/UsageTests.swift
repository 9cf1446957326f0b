import TestSupport
import Testing

/// Help, version, and what wrong usage gets: one line, exit code 2.
struct UsageTests {
  @Test(arguments: [["--help"], ["-h"], ["help"]])
  func overview(_ words: [String]) throws {
    let result = try Headroom.run(words)
    #expect(result.exitCode == 0 && result.errorText.isEmpty)
    for command in ["render", "live", "info", "bench", "devices", "latency", "help", "--version"] {
      #expect(result.text.contains(command))
    }
  }

  @Test(arguments: [
    ["help", "render"], ["render", "--help"], ["render", "-h", "x"], ["render", "-m", "x", "--help"],
  ])
  func helpOnRender(_ words: [String]) throws {
    let result = try Headroom.run(words)
    #expect(result.exitCode == 0)
    for option in [
      "-m", "-o", "--bits", "--output-rate", "--input-gain", "--output-gain", "--normalize", "--tail",
      "--cold", "--no-clobber", "--json", "--quality", "--recursive", "--manifest", "--name", "--resume",
      "--jobs", "--sequential", "--shard", "--dry-run",
    ] { #expect(result.text.contains(option)) }
  }

  @Test func helpOnLive() throws {
    let text = try Headroom.run("help", "live").text
    for option in [
      "-m", "-d", "--capture", "--playback", "-r", "-p", "-n", "--in", "--out", "--input-gain",
      "--output-gain",
      "--bypass", "--format", "--access", "--record", "--record-input", "--seconds", "--json", "--quiet",
    ] { #expect(text.contains(option)) }
  }

  @Test func helpOnInfo() throws {
    let text = try Headroom.run("help", "info").text
    for option in ["--system", "--json", "--quality"] { #expect(text.contains(option)) }
  }

  @Test func helpOnBench() throws {
    let text = try Headroom.run("help", "bench").text
    for option in ["--block", "--isa", "--seconds", "--json", "--quality"] { #expect(text.contains(option)) }
  }

  @Test func helpOnDevices() throws {
    let text = try Headroom.run("help", "devices").text
    for part in ["--json", "hw:CARD=ID,DEV=N"] { #expect(text.contains(part)) }
  }

  @Test func helpOnLatency() throws {
    let text = try Headroom.run("help", "latency").text
    for part in [
      "-d", "--capture", "--playback", "-r", "default: 48000", "-p", "-n", "--in", "--out", "--format",
      "--access", "--json", "cable",
    ] { #expect(text.contains(part)) }
  }

  @Test func version() throws {
    let result = try Headroom.run("--version")
    #expect(result.text.hasPrefix("headroom "))
    #expect(result.text.split(separator: " ").last?.split(separator: ".").count == 3)
  }

  @Test(arguments: [
    ([], "no command"),
    (["play"], "\"play\" is not a command"),
    (["help", "play"], "no help on \"play\""),
    (["info"], "info: no model"),
    (["info", "--josn", "a.nam"], "info: unknown option --josn"),
    (["render", "a.wav"], "render: no model: -m MODEL is missing"),
    (["render", "-m", "a.nam"], "render: no input"),
    (["render", "-m"], "render: -m needs a value: MODEL"),
    (["render", "-m", "a.nam", "--tail", "1", "a.wav", "--tail=1"], "render: --tail is given twice"),
    (
      ["render", "-m", "a.nam", "--model", "x/a.nam", "a.wav"],
      "render: a.wav through a.nam and a.wav through x/a.nam would both become a-a.wav"
    ),
    (
      ["render", "-m", "a.nam", "-m", "b.nam", "a.wav", "-o", "a.wav"],
      "render: several inputs cannot become one file, a.wav"
    ),
    (
      ["render", "-m", "a.nam", "-m", "b.nam", "-"],
      "render: standard input (-) can be read once, and goes through one model only"
    ),
    (["render", "--manifest", "no.csv"], "render: no.csv: No such file or directory"),
    (
      ["render", "--manifest", "no.csv", "a.wav"],
      "render: inputs are in the manifest, or on the command line"
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--name", "{file}"],
      "render: --name: {file} is neither {input} nor {model}"
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--name", "{input"],
      "render: --name: there is no } for the { in \"{input\""
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--name", "/{input}"],
      "render: --name: a name below the output folder, and \"/{input}\" is none"
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--name", "{input}", "-o", "b.wav"],
      "render: --name is for outputs in folders"
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--shard", "0/2"],
      "render: --shard: expected I/N, from 1/N to N/N, found \"0/2\""
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--shard", "1"],
      "render: --shard: expected I/N, from 1/N to N/N, found \"1\""
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--jobs", "0"],
      "render: --jobs: expected a whole number from 1 to 1024, found \"0\""
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--jobs", "2", "--sequential"],
      "render: --sequential is one file after another: it goes without --jobs"
    ),
    (["render", "-m", "a.nam", "a.wav", "--loud"], "render: unknown option --loud"),
    (["render", "-m", "a.nam", "a.wav", "-x"], "render: unknown option -x"),
    (["render", "-m", "a.nam", "a.wav", "--cold=yes"], "render: --cold takes no value"),
    (["render", "-m", "a.nam", "a.wav", "--tail="], "render: --tail needs a value: SECONDS"),
    (
      ["render", "-m", "a.nam", "a.wav", "--bits", "12"],
      "render: --bits: expected one of 16, 24, 32, 32f, found \"12\""
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--output-rate", "48000"],
      "render: --output-rate: expected one of input, model, found \"48000\""
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--input-gain", "loud"],
      "render: --input-gain: expected a number from -200 to 200, found \"loud\""
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--output-gain=nan"],
      "render: --output-gain: expected a number from -200 to 200, found \"nan\""
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--tail", "-1"],
      "render: --tail: expected a number from 0 to 3600, found \"-1\""
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "--quality", "1.5"],
      "render: --quality: expected a number from 0 to 1, found \"1.5\""
    ),
    (["info", "a.nam", "--quality=-0.1"], "info: --quality: expected a number from 0 to 1, found \"-0.1\""),
    (["bench", "--quality", "full"], "bench: --quality: expected a number from 0 to 1, found \"full\""),
    (["render", "-m", "a.nam", "-", "-"], "render: standard input (-) is given twice"),
    (
      ["render", "-m", "a.nam", "a.wav", "b.wav", "-o", "-"],
      "render: several inputs cannot go to standard output"
    ),
    (
      ["render", "-m", "a.nam", "x/a.wav", "y/a.flac", "-o", "out/"],
      "render: x/a.wav and y/a.flac would both become out/a-a.wav"
    ),
    (
      ["render", "-m", "amp.nam", "x.wav", "x-amp.wav"],
      "render: x-amp.wav is an input, and would be replaced by what x.wav becomes"
    ),
    (
      ["render", "-m", "amp.nam", "x.wav", "./x-amp.wav"],
      "render: ./x-amp.wav is an input, and would be replaced by what x.wav becomes"
    ),
    (["render", "-m", "a.nam", "x.wav", "./x.wav"], "render: x.wav and ./x.wav would both become ./x-a.wav"),
    (
      ["render", "-m", "a.nam", "a.wav", "-o", "out.xyz"],
      "render: out.xyz: \".xyz\" is not a format that can be written (wav, aiff, flac, ogg, opus, mp3, caf, au, w64, rf64)"
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "-o", "out"],
      "render: out: has no extension to choose a format by (wav, aiff, flac, ogg, opus, mp3, caf, au, w64, rf64; a folder ends in /)"
    ),
    (
      ["render", "-m", "a.nam", "a.wav", "b.wav", "-o", "out.wav"],
      "render: several inputs cannot become one file, out.wav"
    ),
    (["live"], "live: no model: -m MODEL is missing"),
    (["live", "-m", "a.nam", "b.nam"], "live: takes no argument, found \"b.nam\""),
    (
      ["live", "-m", "a.nam", "--output-gain", "61"],
      "live: --output-gain: expected a number from -60 to 60, found \"61\""
    ),
    (
      ["live", "-m", "a.nam", "--seconds", "-1"],
      "live: --seconds: expected a number from 0 to 1000000000, found \"-1\""
    ),
    (
      ["live", "-m", "a.nam", "--record", "x.wav", "--record-input", "x.wav"],
      "live: --record and --record-input are both x.wav"
    ),
    (
      ["live", "-m", "a.nam", "--in", "1,x"],
      "live: --in: expected channels from 1, as 1,2 or 3-4, found \"1,x\""
    ),
    (
      ["live", "-m", "a.nam", "--in", "1-2", "--out", "1-3"],
      "live: --out: expected as many channels as --in has, 2, found 3"
    ),
    (["live", "-m", "a.nam", "--in", "2,1-2"], "live: --in: a channel is named twice in \"2,1-2\""),
    (["latency", "--in", "1,2"], "latency: --in: expected one channel, found 2"),
    (["info", "--json=", "a.nam"], "info: --json takes no value"),
    (["info", "--system", "a.nam"], "info: --system takes no model"),
    (
      ["bench", "--isa", "mmx"],
      "bench: --isa: expected one of reference, baseline, avx2, avx512, found \"mmx\""
    ),
    (["bench", "--block", "0"], "bench: --block: expected a whole number from 1 to 65536, found \"0\""),
    (["bench", "--block=1.5"], "bench: --block: expected a whole number from 1 to 65536, found \"1.5\""),
    (["bench", "--seconds", "0"], "bench: --seconds: expected a number from 0.05 to 3600, found \"0\""),
    (["devices", "hw:0"], "devices: takes no argument, found \"hw:0\""),
    (["devices", "--all"], "devices: unknown option --all"),
    (["devices", "--json=yes"], "devices: --json takes no value"),
    (["latency", "hw:0"], "latency: takes no argument, found \"hw:0\""),
    (["latency", "-m", "a.nam"], "latency: unknown option -m"),
    (
      ["latency", "-d", "a", "--capture", "b"],
      "latency: -d is both directions: it goes with neither --capture nor --playback"
    ),
    (["latency", "-n", "1"], "latency: -n: expected a whole number from 2 to 64, found \"1\""),
    (
      ["latency", "--out", "0-2"], "latency: --out: expected channels from 1, as 1,2 or 3-4, found \"0-2\""
    ),
    (["latency", "--access", "dma"], "latency: --access: expected one of mmap, rw, found \"dma\""),
    (["info", "caf\u{FFFD}.nam"], "info: caf\u{FFFD}.nam is not UTF-8"),
    (
      ["render", "-m", "a.nam", "-", "--json"], "render: --json and an output of - both need standard output"
    ),
  ])
  func wrongUsage(_ words: [String], _ message: String) throws {
    let result = try Headroom.run(words)
    #expect(result.exitCode == 2)
    #expect(result.output.isEmpty)
    #expect(result.errorLines.count == 1)
    #expect(result.errorText.hasPrefix("headroom: \(message) (see 'headroom "), "\(result.errorText)")
  }

  /// Standard output that takes nothing is a failure, however the rest went.
  @Test(arguments: ["info $MODEL", "--help", "render -m $MODEL in.wav --json"])
  func lostOutput(_ words: String) throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(TestWAV([0]).bytes, as: "in.wav")
    let result = try Headroom.shell("MODEL=\(Headroom.model); $HEADROOM \(words) > /dev/full", in: folder)
    #expect(result.exitCode == 1)
    #expect(result.errorText == "headroom: standard output: No space left on device\n")
  }

  @Test func severalInputsIntoAFile() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write([], as: "out")
    let result = try Headroom.run("render", "-m", "a.nam", "a.wav", "b.wav", "-o", "out", in: folder)
    #expect(result.exitCode == 2)
    #expect(result.errorText.contains("with several inputs OUTPUT is a folder, and out is a file"))
  }
}
