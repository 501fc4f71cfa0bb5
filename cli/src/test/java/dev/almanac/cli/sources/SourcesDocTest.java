package dev.almanac.cli.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.RunSourceFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/sources.md} says what the adapters declare; they are held to that by their contract.
 */
final class SourcesDocTest {

  private static final Path DOCUMENT = Path.of("../docs/sources.md");
  private static final String BEGIN = "<!-- tables: begin";
  private static final String END = "<!-- tables: end -->\n";

  @Test
  void theDocumentListsEverySourceWithItsCapabilitiesAndTheVersionsTried() throws IOException {
    String text = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
    int begin = text.indexOf("-->\n", text.indexOf(BEGIN)) + "-->\n".length();
    int end = text.indexOf(END);
    if ("write".equals(System.getProperty("almanac.docs"))) {
      text = text.substring(0, begin) + tables() + text.substring(end);
      Files.writeString(DOCUMENT, text, StandardCharsets.UTF_8);
      end = text.indexOf(END);
    }
    assertThat(text.substring(begin, end)).isEqualTo(tables());
  }

  @Test
  void everyTrackerIsDescribed() {
    List<String> missing = new ArrayList<>();
    for (RunSourceFactory factory : Adapters.all()) {
      for (String tracker : factory.trackers()) {
        if (!Files.exists(DOCUMENT.resolveSibling("sources").resolve(tracker + ".md"))) {
          missing.add(tracker);
        }
        assertThat(factory.tried(tracker)).as(tracker).isNotBlank();
        assertThat(factory.capabilities(tracker)).as(tracker).isNotEmpty();
      }
    }
    assertThat(missing).isEmpty();
  }

  private static String tables() {
    StringBuilder text = new StringBuilder("\n| tracker | kind |");
    for (Capability capability : Capability.values()) {
      text.append(' ').append(word(capability)).append(" |");
    }
    text.append("\n|---|---|").append(":-:|".repeat(Capability.values().length)).append('\n');
    StringBuilder tried =
        new StringBuilder("\n| tracker | versions and files tried |\n|---|---|\n");
    for (RunSourceFactory factory : Adapters.all()) {
      for (String tracker : new TreeSet<>(factory.trackers())) {
        String link = "[" + tracker + "](sources/" + tracker + ".md)";
        text.append("| ").append(link).append(" | `").append(factory.kind()).append("` |");
        for (Capability capability : Capability.values()) {
          text.append(factory.capabilities(tracker).contains(capability) ? " ● |" : "  |");
        }
        text.append('\n');
        tried.append("| ").append(tracker).append(" | ").append(factory.tried(tracker));
        tried.append(" |\n");
      }
    }
    return text.append(tried).append('\n').toString();
  }

  private static String word(Capability capability) {
    return capability.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
