package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.testkit.RecordedCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class MetaYamlTest {

  @TempDir Path folder;

  @Test
  void scalarsStayText() {
    MetaYaml meta =
        parse("run_id: 1234567890e901\nexperiment_id: 017\nname: 'yes'\nend_time: null\nx: ~\n");
    assertThat(meta.scalars())
        .isEqualTo(Map.of("run_id", "1234567890e901", "experiment_id", "017", "name", "yes"));
  }

  @Test
  void quotedNullIsAName() {
    assertThat(parse("name: 'null'\n").text("name")).isEqualTo("null");
    assertThat(parse("name: \"null\"\n").text("name")).isEqualTo("null");
  }

  @Test
  void mappingsOfScalarsAreKept() {
    MetaYaml meta = parse("tags:\n  mlflow.data.context: train\n  deep: {a: b}\nstep: 3\n");
    assertThat(meta.map("tags")).isEqualTo(Map.of("mlflow.data.context", "train"));
    assertThat(meta.integer("step")).isEqualTo(3);
  }

  @Test
  void foldedAndEscapedTextIsUnfolded() {
    MetaYaml meta = parse("name: a long\n  name\nnote: \"\\u2713 tab\\there\"\n");
    assertThat(meta.text("name")).isEqualTo("a long name");
    assertThat(meta.text("note")).isEqualTo("\u2713 tab\there");
  }

  @Test
  void whatIsNoMappingIsRefused() {
    for (String text : List.of("", "- a\n- b\n", "word\n", "{[", "a: b: c\n", "\u0000")) {
      assertThatThrownBy(() -> parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  @Timeout(20)
  void nestingAndAliasesCostNeitherStackNorMemory() {
    assertThatThrownBy(() -> parse("a: " + "[".repeat(500_000)))
        .isInstanceOf(IllegalArgumentException.class);
    StringBuilder bomb = new StringBuilder("l0: &l0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("l%d: &l%d [*l%d, *l%d]%n".formatted(i, i, i - 1, i - 1));
    }
    bomb.append("name: fine\n");
    assertThat(parse(bomb.toString()).text("name")).isEqualTo("fine");
  }

  /** The quick path must say what the YAML parser says, or nothing. */
  @Test
  void theQuickPathAgreesWithTheParserOnEveryRecordedFile() throws IOException {
    int quick = 0;
    for (byte[] content : recordedMetas()) {
      Map<String, String> flat = MetaYaml.flat(content);
      if (flat != null) {
        quick++;
        assertThat(flat).isEqualTo(MetaYaml.full(content).scalars());
      }
    }
    assertThat(quick).isGreaterThan(20);
  }

  @Test
  void theQuickPathAgreesWithTheParserOnDamagedFiles() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    List<byte[]> metas = recordedMetas();
    String troublesome = " :#'\"-[]{}&*!|>%@`,?~\n\t\\x0nNyY.é";
    byte[] alphabet = troublesome.getBytes(StandardCharsets.UTF_8);
    int compared = 0;
    for (int round = 0; round < 4_000; round++) {
      byte[] content = metas.get(random.nextInt(metas.size())).clone();
      for (int hit = random.nextInt(1, 4); hit > 0; hit--) {
        content[random.nextInt(content.length)] = alphabet[random.nextInt(alphabet.length)];
      }
      Map<String, String> flat = MetaYaml.flat(content);
      if (flat != null) {
        compared++;
        assertThat(flat)
            .as(() -> new String(content, StandardCharsets.UTF_8))
            .isEqualTo(MetaYaml.full(content).scalars());
      } else {
        fullOrRefused(content);
      }
    }
    assertThat(compared).isGreaterThan(500);
  }

  private static void fullOrRefused(byte[] content) {
    try {
      MetaYaml.full(content);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("it ");
    }
  }

  private List<byte[]> recordedMetas() throws IOException {
    List<byte[]> found = new ArrayList<>();
    for (RecordedCase recorded : RecordedCase.in(Path.of("src/test/resources/cases"))) {
      if (recorded.name().startsWith("file-")) {
        Path copy = Files.createDirectories(folder.resolve(recorded.name()));
        try (Stream<Path> walk = Files.walk(recorded.copyTo(copy))) {
          for (Path path : walk.filter(each -> each.endsWith("meta.yaml")).sorted().toList()) {
            found.add(Files.readAllBytes(path));
          }
        }
      }
    }
    return found;
  }

  private static MetaYaml parse(String text) {
    return MetaYaml.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
