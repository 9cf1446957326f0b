import AudioFile
import Glibc

/// Which input becomes which output, through which capture.
///
/// The jobs are in the order of the models' first use, and those of a model in the order that was asked for: a
/// model is needed for one stretch only.
struct RenderPlan {
  struct Job {
    let input: String
    let output: String
    /// Of ``RenderPlan/models``.
    let model: Int
    /// In dB; `nil`: as for the whole batch.
    let inputGain: Double?
    let outputGain: Double?
    let makesFolder: Bool
    /// Whether it was found in a folder, and not named.
    fileprivate let isFound: Bool
  }

  struct Options {
    var naming = RenderNaming()
    /// Whether folders are taken for what is in them.
    var isRecursive = false
    var shard: RenderShard?
  }

  /// Their paths.
  private(set) var models: [String] = []
  private(set) var jobs: [Job] = []
  /// Whether others render what else the batch has.
  let isShard: Bool

  init(_ requests: [RenderRequest], _ options: Options) throws(UsageError) {
    isShard = options.shard != nil
    try Self.checkStandardInput(requests)
    var indexOfModel: [String: Int] = [:]
    for request in requests {
      for file in Self.files(of: request, options) {
        for model in request.models {
          let index = indexOfModel[model, default: models.count]
          if index == models.count {
            indexOfModel[model] = index
            models.append(model)
          }
          jobs.append(
            Job(request, file, model: index, named: options.naming.name(input: file.path, model: model)))
        }
      }
    }
    if jobs.isEmpty { throw UsageError("no input: there are no audio files in \(requests[0].input)") }
    try resolveConflicts()
    jobs = jobs.enumerated().sorted { ($0.element.model, $0.offset) < ($1.element.model, $1.offset) }
      .map(\.element)
    if let shard = options.shard { jobs = shard.select(jobs) }
  }

  var usesStandardOutput: Bool { jobs.contains { $0.output == "-" } }

  /// The files that a request stands for.
  private static func files(of request: RenderRequest, _ options: Options) -> [(
    path: String, folder: String?
  )] {
    guard options.isRecursive, FilePath.isFolder(request.input) else { return [(request.input, nil)] }
    return FolderContent.audioFiles(in: request.input, except: request.target.folder)
      .map { ($0.path, $0.folder) }
  }

  private static func checkStandardInput(_ requests: [RenderRequest]) throws(UsageError) {
    let readers = requests.filter { $0.input == "-" }
    if readers.count > 1 { throw UsageError("standard input (-) is given twice") }
    if readers.contains(where: { $0.models.count > 1 }) {
      throw UsageError("standard input (-) can be read once, and goes through one model only")
    }
  }

  /// Takes the outputs of the batch itself out of what was found in folders, as when a folder is rendered for
  /// the second time, and throws where a file would be lost.
  private mutating func resolveConflicts() throws(UsageError) {
    var identities = FileIdentities()
    var owners: [FileIdentities.Key: Int] = [:]
    for (index, job) in jobs.enumerated() where !job.isFound {
      if let other = owners.updateValue(index, forKey: identities.key(job.output)) {
        throw collision(jobs[other], job)
      }
    }
    var found: [FileIdentities.Key: Int] = [:]
    for (index, job) in jobs.enumerated() where job.isFound { found[identities.key(job.output)] = index }
    let isOwnOutput = jobs.map { job in
      guard job.isFound else { return false }
      let key = identities.key(job.input)
      let names = [key, identities.nameKey(job.input)]
      return [owners[key], found[key]].contains { index in
        guard let other = index.map({ jobs[$0] }), other.input != job.input else { return false }
        // What is an output only by a link of the output's name is an input, and would be lost.
        return names.contains(identities.nameKey(other.output))
      }
    }
    for (index, job) in jobs.enumerated() where job.isFound && !isOwnOutput[index] {
      if let other = owners.updateValue(index, forKey: identities.key(job.output)) {
        throw collision(jobs[other], job)
      }
    }
    for (job, isOwnOutput) in zip(jobs, isOwnOutput) where !isOwnOutput && job.input != "-" {
      guard let other = owners[identities.key(job.input)], jobs[other].input != job.input else { continue }
      throw UsageError(
        "\(job.input) is an input, and would be replaced by what \(jobs[other].input) becomes")
    }
    jobs = zip(jobs, isOwnOutput).filter { !$1 }.map(\.0)
  }

  private func collision(_ first: Job, _ second: Job) -> UsageError {
    let isSameInput = first.input == second.input
    let names = [first, second].map { job in
      isSameInput ? "\(job.input) through \(models[job.model])" : job.input
    }
    return UsageError("\(names[0]) and \(names[1]) would both become \(second.output)")
  }
}

extension RenderPlan.Job {
  /// - Parameters:
  ///   - file: of the request; `folder` is where it was found below the request's folder.
  ///   - name: of the output, where the request leaves that open.
  fileprivate init(
    _ request: RenderRequest, _ file: (path: String, folder: String?), model: Int, named name: String
  ) {
    input = file.path
    self.model = model
    inputGain = request.inputGain
    outputGain = request.outputGain
    isFound = file.folder != nil
    switch request.target {
    case .besideInput:
      output = file.path == "-" ? "-" : FilePath.join(FilePath.parent(of: file.path), name)
      makesFolder = name.contains("/")
    case .folder(let folder):
      output = FilePath.join(folder, FilePath.join(file.folder ?? "", name))
      makesFolder = true
    case .file(let path, let makingFolder):
      output = path
      makesFolder = makingFolder
    case .standardOutput:
      output = "-"
      makesFolder = false
    }
  }
}
