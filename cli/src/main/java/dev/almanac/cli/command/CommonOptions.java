package dev.almanac.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has, whether they stand before or after its name. */
public final class CommonOptions {

  @Option(
      names = "--warehouse",
      paramLabel = "DIR|URI",
      scope = ScopeType.INHERIT,
      description = {
        "The warehouse. Otherwise ALMANAC_WAREHOUSE, or almanac.yaml in this folder or above, or"
            + " ./almanac-warehouse."
      })
  @Nullable String warehouse;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Say nothing but results and errors.")
  boolean quiet;

  /** Used by picocli. */
  public CommonOptions() {}
}
