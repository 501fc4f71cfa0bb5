package dev.almanac.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormatsTest {

  private static String write(ResultFormat format, Object... cells) throws IOException {
    StringWriter out = new StringWriter();
    List<ResultColumn> columns =
        java.util.Arrays.stream(cells)
            .map(cell -> new ResultColumn("c", "text", ResultColumn.Kind.TEXT))
            .toList();
    format.write(TableFormatTest.Rows.of(columns, List.<@Nullable Object[]>of(cells)), out);
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "-inf",
        "+",
        "-"
      })
  void textsThatSpreadsheetsWouldRunGetAnApostrophe(String text) {
    assertThat(CsvFormat.guarded(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+2.5", "-1e-3", "-.5", "1=1", "a-b", "", " =1", "2026-01-01"})
  void numbersAndHarmlessTextsStayAsTheyAre(String text) {
    assertThat(CsvFormat.guarded(text)).isEqualTo(text);
  }

  @Test
  void csvQuotesWhatWouldBreakTheRow() throws IOException {
    assertThat(write(new CsvFormat(), "a,b", "say \"hi\"", "two\nlines", " blank "))
        .isEqualTo("c,c,c,c\n\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" blank \"\n");
  }

  @Test
  void tsvKeepsEveryRowOnOneLine() throws IOException {
    assertThat(write(new TsvFormat(), "a\tb", "c\nd", "e\\f"))
        .isEqualTo("c\tc\tc\na\\tb\tc\\nd\te\\\\f\n");
  }

  @Test
  void jsonNamesEachColumnOnce() throws IOException {
    assertThat(write(new JsonFormat(JsonFormat.Layout.LINES), 1L, 2L, "x"))
        .isEqualTo("{\"c\": 1, \"c_1\": 2, \"c_2\": \"x\"}\n");
    assertThat(write(new JsonFormat(JsonFormat.Layout.LINES), "\ud800", "\u2028\u0085\""))
        .isEqualTo("{\"c\": \"\\ud800\", \"c_1\": \"\\u2028\\u0085\\\"\"}\n");
  }

  @Test
  void markdownValuesAreNoMarkup() throws IOException {
    assertThat(write(new MarkdownFormat(), "<b>|x|</b>", "[a](javascript:b)", "two\nlines"))
        .endsWith("| &lt;b&gt;\\|x\\|&lt;/b&gt; | \\[a\\](javascript:b) | two<br>lines |\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0.1,0.1",
    "1.0,1.0",
    "1.0E-9,1e-9",
    "1.5E-9,1.5e-9",
    "1234567.0,1234567.0",
    "1.0E16,1e16",
    "NaN,NaN",
    "-Infinity,-Infinity",
    "-0.0,-0.0"
  })
  void numbersReadBackAsTheyWere(double value, String text) {
    assertThat(Cells.text(value)).isEqualTo(text);
    assertThat(Double.compare(Double.parseDouble(text), value)).isZero();
  }

  @Test
  void otherValuesHaveOneSpellingEverywhere() {
    assertThat(Cells.text(new BigInteger("18446744073709551615")))
        .isEqualTo("18446744073709551615");
    assertThat(Cells.text(new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(Cells.text(Instant.parse("2026-11-16T08:00:00Z"))).isEqualTo("2026-11-16T08:00:00Z");
    assertThat(Cells.text(new byte[] {0, (byte) 0xff})).isEqualTo("\\x00ff");
    assertThat(Cells.text(List.of(1L, Map.of("k", 0.5)))).isEqualTo("[1, {k: 0.5}]");
  }

  @Test
  void visibleTextShowsWhatWouldSteer() {
    assertThat(VisibleText.of("plain, ünïcödé, 日本語, 👩\u200d💻"))
        .isEqualTo("plain, ünïcödé, 日本語, 👩\u200d💻");
    assertThat(VisibleText.of("\u0000\u0007\u009b\u202e\u2066\ufeff\ud800"))
        .isEqualTo("\\x00\\x07\\x9b\\u202e\\u2066\\ufeff\\ud800");
  }

  @Test
  void fittedTextsEndWithAnEllipsis() {
    assertThat(VisibleText.fit("abcdef", 6)).isEqualTo("abcdef");
    assertThat(VisibleText.fit("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(VisibleText.fit("日本語です", 6)).isEqualTo("日本…");
  }
}
