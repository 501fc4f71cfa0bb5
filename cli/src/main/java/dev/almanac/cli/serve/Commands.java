package dev.almanac.cli.serve;

/** Runs command lines of this program within this process. */
@FunctionalInterface
public interface Commands {

  /** Runs one and returns its exit code; it says by itself what went wrong. */
  int run(String... arguments);
}
