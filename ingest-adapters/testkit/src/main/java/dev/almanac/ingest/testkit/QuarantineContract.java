package dev.almanac.ingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Damage to one file costs what that file holds: everything else goes in, and it is said. */
public interface QuarantineContract extends AdapterUnderTest {

  /** Damages each damageable file in several ways. */
  @TestFactory
  default Stream<DynamicTest> damageToOneFileLeavesTheRestIntact() {
    return forEachCase(
        (recorded, input) -> {
          Map<String, String> intact = rows(Sources.readAll(factory(), input));
          for (Path file : damageableFiles(recorded, input)) {
            damage(input, file, intact);
          }
        });
  }

  private void damage(Path input, Path file, Map<String, String> intact) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    FileTime time = Files.getLastModifiedTime(file);
    for (Map.Entry<String, byte[]> damage : damages(whole).entrySet()) {
      Files.write(file, damage.getValue());
      List<Sources.Reading> readings = Sources.readAll(factory(), input);
      Map<String, String> damaged = rows(readings);
      String what = input.relativize(file) + ": " + damage.getKey();
      assertThat(damaged.keySet()).as(what).containsExactlyElementsOf(intact.keySet());
      Optional<String> owner = owner(input, file);
      if (owner.isPresent()) {
        Map<String, String> others = new TreeMap<>(intact);
        others.remove(owner.get());
        assertThat(damaged).as(what).containsAllEntriesOf(others);
      }
      if (damage.getKey().equals(GARBAGE) && !damaged.equals(intact)) {
        assertThat(problems(readings)).as(what).isNotEmpty();
      }
    }
    Files.write(file, whole);
    Files.setLastModifiedTime(file, time);
  }

  /** Name of the damage that no format survives unnoticed. */
  String GARBAGE = "garbage";

  private static Map<String, byte[]> damages(byte[] whole) {
    Map<String, byte[]> damages = new LinkedHashMap<>();
    damages.put("empty", new byte[0]);
    damages.put("cut in half", Arrays.copyOf(whole, whole.length / 2));
    damages.put("zeros", new byte[whole.length]);
    byte[] garbage = "{[not: what, it: - was\n\u0000??".getBytes(StandardCharsets.UTF_8);
    garbage[garbage.length - 1] = (byte) 0xff;
    garbage[garbage.length - 2] = (byte) 0xfe;
    damages.put(GARBAGE, garbage);
    byte[] malformed = Arrays.copyOf(whole, whole.length + 2);
    malformed[whole.length] = (byte) 0xff;
    malformed[whole.length + 1] = (byte) 0xc0;
    damages.put("malformed UTF-8 at the end", malformed);
    return damages;
  }

  private static List<Problem> problems(List<Sources.Reading> readings) {
    List<Problem> problems = new ArrayList<>();
    for (Sources.Reading reading : readings) {
      problems.addAll(reading.runs().problems());
      problems.addAll(reading.listing().problems());
    }
    return problems;
  }

  private static Map<String, String> rows(List<Sources.Reading> readings) {
    Map<String, String> rows = new TreeMap<>();
    for (Sources.Reading reading : readings) {
      reading
          .runs()
          .runs()
          .forEach((runId, run) -> rows.put(runId, String.join("\n", run.lines())));
    }
    return rows;
  }
}
