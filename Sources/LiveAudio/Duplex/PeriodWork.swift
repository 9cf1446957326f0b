/// What is done with every period. A closed list, so that the compiler can check it all the way down.
enum PeriodWork {
  case amp(UnsafeMutablePointer<AmpChain>)
  case probe(UnsafeMutablePointer<LatencyProbe>)
}
