package dev.almanac.reports.delivery.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.delivery.Destination;
import dev.almanac.reports.delivery.Receipt;
import dev.almanac.reports.delivery.message.Message;
import dev.almanac.reports.delivery.message.MessageFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

final class FileSenderTest {

  static final List<String> HOSTILE = MessageFixture.HOSTILE;

  @TempDir private Path folder = Path.of("");

  private static Message archived(Path archive) {
    Message plain = MessageFixture.of("weekly/2026-W12/r1", "plain");
    return new Message(
        plain.key(),
        plain.earlier(),
        plain.kind(),
        plain.subject(),
        plain.title(),
        plain.subtitle(),
        plain.parts(),
        plain.link(),
        plain.data(),
        archive);
  }

  @Test
  void theFilesOfTheArchiveAreCopied() throws IOException {
    Path archive = Files.createDirectories(folder.resolve("archive/r1"));
    Files.writeString(archive.resolve("index.html"), "<html>page</html>");
    Files.writeString(archive.resolve("report.json"), "{}");
    FileSender sender =
        new FileSender(new Destination.Folder(() -> folder.resolve("copy").toString()));

    assertThat(sender.send(archived(archive), "")).isInstanceOf(Receipt.Sent.class);
    assertThat(sender.send(archived(archive), "")).isInstanceOf(Receipt.Sent.class);

    Path copy = folder.resolve("copy/weekly/2026-W12/r1");
    assertThat(copy.resolve("index.html")).hasContent("<html>page</html>");
    assertThat(copy.resolve("digest.md")).content().contains("## Weekly plain");
    assertThat(copy.toFile().list())
        .containsExactlyInAnyOrder("index.html", "report.json", "digest.md");
  }

  @Test
  void aMessageIsAddedToAMarkdownFileOnce() throws IOException {
    Path file = folder.resolve("summary.md");
    Files.writeString(file, "before\n");
    FileSender sender = new FileSender(new Destination.Markdown(file::toString));

    sender.send(MessageFixture.of("weekly/2026-W12/r1", "first"), "");
    sender.send(MessageFixture.of("weekly/2026-W12/r1", "first"), "");
    sender.send(MessageFixture.of("weekly/2026-W13/r1", "second"), "");

    assertThat(Files.readString(file))
        .startsWith("before\n")
        .containsOnlyOnce("## Weekly first")
        .containsOnlyOnce("## Weekly second");
  }

  @Test
  void saysWhetherItCouldWriteAndWritesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "a file");

    assertThat(new FileSender(new Destination.Folder(() -> folder + "/new/er")).reach())
        .isInstanceOf(Receipt.Sent.class);
    assertThat(new FileSender(new Destination.Folder(() -> file + "/below")).reach().message())
        .isEqualTo(file + " is in the way.");
    assertThat(new FileSender(new Destination.Markdown(file::toString)).reach())
        .isInstanceOf(Receipt.Sent.class);
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**new");
  }

  @Test
  void aFolderThatCannotBeWrittenIsTriedLater() throws IOException {
    Path taken = folder.resolve("file");
    Files.writeString(taken, "x");
    FileSender sender = new FileSender(new Destination.Folder(taken::toString));

    assertThat(sender.send(MessageFixture.of("weekly/2026-W12/r1", "x"), ""))
        .isInstanceOf(Receipt.Later.class);
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void namesStayTextInMarkdown(String name) {
    String text = MarkdownText.of(MessageFixture.of("weekly/2026-W12/r1", name));

    String plain = MarkdownText.of(MessageFixture.of("weekly/2026-W12/r1", "x"));
    assertThat(text.lines().count()).isEqualTo(plain.lines().count());
    String inner = text.substring(text.indexOf('\n'), text.lastIndexOf("[Open the report]"));
    assertThat(inner).doesNotContainPattern("(?<!\\\\)[\\[\\]`]").doesNotContain("<", ">");
    assertThat(inner).doesNotContain("://").doesNotContainPattern("@[a-z]");
  }

  @ParameterizedTest
  @CsvSource({
    "learning_rate, learning_rate",
    "_x_, \\_x\\_",
    "*bold*, \\*bold\\*",
    "1. item, 1.&#8203; item",
    "5 of 37 runs, 5 of 37 runs",
    "0.9900, 0.9900",
    "- item, \\- item",
    "-0.5, -0.5",
    "a<b, a&lt;b",
    "@team, @&#8203;team",
    "http://x.org, http:&#8203;//x.org",
    "x (y), x (y)",
  })
  void escapesWhatMarkdownReadsAndNothingElse(String text, String expected) {
    assertThat(MarkdownText.escaped(text)).isEqualTo(expected);
  }
}
