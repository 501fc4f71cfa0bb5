package dev.almanac.reports.delivery.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.MessageFixture;
import dev.almanac.reports.delivery.message.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class PayloadsTest {

  static final List<String> HOSTILE = MessageFixture.HOSTILE;

  private static Message huge() {
    Message plain = MessageFixture.of("weekly/2026-W12/r1", "<&>".repeat(300));
    List<Part> parts = new ArrayList<>();
    Collections.nCopies(12, plain.parts()).forEach(parts::addAll);
    return new Message(
        plain.key(),
        plain.earlier(),
        plain.kind(),
        plain.subject(),
        plain.title(),
        plain.subtitle(),
        parts,
        plain.link(),
        plain.data(),
        null);
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void slackReadsNothingInNames(String name) {
    ObjectNode payload = SlackBlocks.of(MessageFixture.of("weekly/2026-W12/r1", name));

    String link = "<https://reports.example.org/weekly/2026-W12/r1/index.html|Open the report>";
    for (JsonNode text : payload.path("blocks").findValues("text")) {
      String words = text.path("text").asText();
      if (text.path("type").asText().equals("mrkdwn") && !words.equals(link)) {
        assertThat(words).doesNotContain("<", ">");
        assertThat(text.path("verbatim").asBoolean()).isTrue();
      }
    }
    assertThat(payload.path("text").asText()).doesNotContain("<", ">");
  }

  @Test
  void slackGetsNoMoreThanItTakes() {
    ObjectNode payload = SlackBlocks.of(huge());

    assertThat(payload.path("blocks").size()).isLessThanOrEqualTo(50);
    assertThat(payload.path("blocks").toString().length()).isLessThanOrEqualTo(9000);
    for (JsonNode text : payload.path("blocks").findValues("text")) {
      assertThat(text.path("text").asText().length()).isLessThanOrEqualTo(3000);
      if (text.path("type").asText().equals("mrkdwn")) {
        assertThat(text.path("text").asText()).doesNotContainPattern("&(?!amp;|lt;|gt;)");
      }
    }
    assertThat(payload.toString()).contains("The rest is in the report.");
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void teamsShowsNamesInBlocksThatKnowNoMarkdown(String name) {
    ObjectNode payload = TeamsCard.of(MessageFixture.of("weekly/2026-W12/r1", name));

    JsonNode card = payload.path("attachments").path(0).path("content");
    assertThat(card.path("body").findValuesAsText("type"))
        .containsOnly("RichTextBlock", "TextRun", "Table", "TableRow", "TableCell");
    assertThat(card.path("actions").path(0).path("url").asText())
        .isEqualTo("https://reports.example.org/weekly/2026-W12/r1/index.html");
  }

  @Test
  void teamsGetsNoMoreThanItTakes() {
    assertThat(TeamsCard.of(huge()).toString().getBytes(UTF_8).length).isLessThan(28_000);
  }
}
