package dev.almanac.ingest.testkit;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.RunSourceFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What an adapter's test tells the contract kit. Only {@link #factory} must be given; everything
 * else makes the kit ask for more.
 */
public interface AdapterUnderTest {

  /** Returns the factory under test. */
  RunSourceFactory factory();

  /**
   * Returns what the cases together must make use of, and nothing else: all that the factory
   * declares, unless the test is about a part of it.
   */
  default Set<Capability> capabilities() {
    return factory().capabilities();
  }

  /** Returns the folder of the recorded cases. */
  default Path casesFolder() {
    return Path.of("src/test/resources/cases");
  }

  /** Returns the recorded cases. */
  default List<RecordedCase> cases() {
    return RecordedCase.in(casesFolder());
  }

  /**
   * Returns changes that the tracker itself could make to a case, each done to a fresh copy; the
   * kit holds the adapter's fingerprints to them.
   */
  default List<SourceChange> changes(RecordedCase recorded) {
    return List.of();
  }

  /** Returns the files of a copied case that grow while a run is written. */
  default List<Path> growingFiles(RecordedCase recorded, Path input) throws IOException {
    return List.of();
  }

  /**
   * Tells whether the runs of a case's growing files are continued from a cursor; the kit then
   * makes sure that they are.
   */
  default boolean resumes(RecordedCase recorded) {
    return false;
  }

  /**
   * Returns the files of a copied case that may be damaged one by one; of all files of sources that
   * are folders of files, by default none.
   */
  default List<Path> damageableFiles(RecordedCase recorded, Path input) throws IOException {
    return List.of();
  }

  /**
   * Returns the run to which a file of a copied case belongs alone, or empty if others need it too.
   * Damage to the file must leave all other runs as they were.
   */
  default Optional<String> owner(Path input, Path file) {
    return Optional.empty();
  }

  /**
   * A change to a source.
   *
   * @param name what is done, for people
   * @param action does it to a copy of the case's input
   */
  record SourceChange(String name, Action action) {

    /** Does something to a folder. */
    @FunctionalInterface
    public interface Action {
      /** Changes the copy of a case's input. */
      void apply(Path input) throws Exception;
    }
  }

  /** Does something with a case and a fresh copy of its input. */
  @FunctionalInterface
  interface CaseBody {
    /** Tests one case. */
    void test(RecordedCase recorded, Path input) throws Exception;
  }

  /** Returns one test for each case; each gets a copy of the input, which is removed afterwards. */
  default Stream<DynamicTest> forEachCase(CaseBody body) {
    List<RecordedCase> cases = cases();
    if (cases.isEmpty()) {
      throw new AssertionError("no recorded cases in " + casesFolder().toAbsolutePath());
    }
    return cases.stream()
        .map(
            recorded ->
                DynamicTest.dynamicTest(recorded.name(), () -> onCopy(recorded, body::test)));
  }

  /** Runs something on a copy of a case's input and removes the copy. */
  default void onCopy(RecordedCase recorded, CaseBody body) throws Exception {
    Path folder = Files.createTempDirectory("almanac-case-");
    try {
      body.test(recorded, recorded.copyTo(Files.createDirectories(folder.resolve("case"))));
    } finally {
      remove(folder);
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(java.util.Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  /** Visits the regular files below a folder, in the order of names. */
  static void eachFile(Path folder, BiConsumer<String, Path> visitor) {
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.filter(Files::isRegularFile)
          .sorted()
          .forEach(
              file -> visitor.accept(folder.relativize(file).toString().replace('\\', '/'), file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
