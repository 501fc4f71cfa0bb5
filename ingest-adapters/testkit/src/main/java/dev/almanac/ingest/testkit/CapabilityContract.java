package dev.almanac.ingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceSpec;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is declared is delivered by some case, what is not declared by none. */
public interface CapabilityContract extends AdapterUnderTest {

  /** Compares the capabilities that all cases together make use of with the declared ones. */
  @Test
  default void declaredCapabilitiesAreTheDeliveredOnes() throws Exception {
    Set<Capability> used = EnumSet.noneOf(Capability.class);
    for (RecordedCase recorded : cases()) {
      onCopy(
          recorded,
          (same, input) -> {
            for (Sources.Reading reading : Sources.readAll(factory(), input)) {
              reading.runs().runs().values().forEach(run -> used.addAll(run.used()));
            }
          });
    }
    assertThat(used).containsExactlyInAnyOrderElementsOf(capabilities());
  }

  /** Finds the factory as the command line does. */
  @Test
  default void theFactoryIsRegisteredAsAService() {
    List<Class<?>> found =
        ServiceLoader.load(RunSourceFactory.class).stream()
            .<Class<?>>map(ServiceLoader.Provider::type)
            .toList();
    assertThat(found).contains(factory().getClass());
  }

  /** Recognises the place of every case, and says of itself what it is. */
  @TestFactory
  default Stream<DynamicTest> everyCaseIsRecognised() {
    return forEachCase(
        (recorded, input) -> {
          List<SourceSpec> specs = Sources.find(factory(), input);
          assertThat(specs).isNotEmpty();
          assertThat(specs).extracting(SourceSpec::kind).containsOnly(factory().kind());
          assertThat(specs).extracting(SourceSpec::name).doesNotContain("").doesNotHaveDuplicates();
        });
  }

  /** Keeps its hands off an empty folder and off files of nobody. */
  @Test
  default void foreignFoldersAreNotClaimed(@TempDir Path folder) throws Exception {
    java.nio.file.Files.createDirectories(folder.resolve("empty/below"));
    java.nio.file.Files.writeString(folder.resolve("notes.txt"), "nothing to see");
    java.nio.file.Files.writeString(folder.resolve("empty/data.json"), "{}");
    assertThat(Sources.find(factory(), folder)).isEmpty();
  }
}
