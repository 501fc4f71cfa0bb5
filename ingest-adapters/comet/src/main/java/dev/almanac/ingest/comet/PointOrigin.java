package dev.almanac.ingest.comet;

/** Where points come from. */
enum PointOrigin {
  /** From the client itself: all that was logged. */
  CLIENT,
  /** From a server, or downloaded from one: thinned out if there were many. */
  SERVER
}
