package dev.almanac.ingest;

/** Says where a param comes from; column {@code params.origin}. */
public enum ParamOrigin {
  /** Logged by the run. */
  LOGGED,
  /** Taken from the definition of a sweep or study. */
  SWEEP,
  /** Read from a configuration file beside the run. */
  CONFIG,
  /** Not set by anyone: the default of the program that ran. */
  DEFAULT,
  /** Found by Almanac in a command line or a file name. */
  DERIVED
}
