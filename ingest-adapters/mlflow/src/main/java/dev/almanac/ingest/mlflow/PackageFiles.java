package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the versions of Python and of packages in the files that MLflow writes beside a model:
 * {@code requirements.txt}, {@code python_env.yaml}, {@code conda.yaml} and {@code MLmodel}.
 *
 * <p>Only exact pins ({@code name==version}) say what ran; ranges are left out.
 */
final class PackageFiles {

  /** These files have some dozens of lines; a larger one is something else. */
  private static final long MAX_BYTES = 256 << 10;

  /** Files of a run that are looked into; a run with many checkpoints repeats itself. */
  static final int MAX_FILES = 32;

  private static final Set<String> NAMES =
      Set.of("requirements.txt", "python_env.yaml", "conda.yaml", "MLmodel");

  /** A pinned requirement as PEP 508 spells it, perhaps as an item of a YAML list. */
  private static final Pattern PIN =
      Pattern.compile("^[\\s-]*([A-Za-z0-9][A-Za-z0-9._-]*)(?:\\[[^]]*])?==([A-Za-z0-9.+!_-]+)");

  private static final Pattern PYTHON =
      Pattern.compile("^[\\s-]*(?:python_version: |python: |python=+)['\"]?([0-9][0-9.]*)");

  private PackageFiles() {}

  /** Delivers each package and version once. A file that cannot be read tells nothing. */
  static void deliver(int run, List<ArtifactFolder.Entry> files, RunSink sink) {
    Set<EnvironmentFact> facts = new LinkedHashSet<>();
    files.stream()
        .filter(PackageFiles::isPackageFile)
        .limit(MAX_FILES)
        .forEach(entry -> collect(entry, facts));
    facts.forEach(fact -> sink.environment(run, fact));
  }

  /** Tells whether a file is looked into, so that its time of change belongs in a fingerprint. */
  static boolean isPackageFile(ArtifactFolder.Entry entry) {
    return isNamedSo(entry.path(), entry.size());
  }

  /** Tells whether a file of this path and size is looked into. */
  static boolean isNamedSo(String path, long size) {
    return size <= MAX_BYTES && NAMES.contains(path.substring(path.lastIndexOf('/') + 1));
  }

  private static void collect(ArtifactFolder.Entry entry, Set<EnvironmentFact> facts) {
    try {
      facts.addAll(facts(FileTexts.text(FileTexts.bytes(entry.file()))));
    } catch (IOException gone) {
      // The artifact itself is listed; what it would have told is not needed for it.
    }
  }

  /** Returns the facts in a text, in the order of lines. Pure. */
  static Set<EnvironmentFact> facts(String text) {
    Set<EnvironmentFact> facts = new LinkedHashSet<>();
    text.lines()
        .forEach(
            line -> {
              Matcher python = PYTHON.matcher(line);
              Matcher pin = PIN.matcher(line);
              if (python.find()) {
                facts.add(new EnvironmentFact("python", "version", python.group(1)));
              } else if (pin.find()) {
                facts.add(new EnvironmentFact("package", pin.group(1), pin.group(2)));
              }
            });
    return facts;
  }
}
