package dev.almanac.ingest.logs.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class TableReaderTest {

  private static List<List<String>> rows(byte[] text, TableFormat format, int piece)
      throws IOException {
    TableReader reader = new TableReader(slow(text, piece), format, 0);
    List<List<String>> rows = new ArrayList<>();
    while (reader.next()) {
      List<String> cells = new ArrayList<>();
      for (int cell = 0; cell < reader.cells(); cell++) {
        cells.add(reader.text(cell));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static List<List<String>> rows(String text) throws IOException {
    List<List<String>> rows =
        rows(text.getBytes(StandardCharsets.UTF_8), TableFormat.delimited(','), 1 << 20);
    for (int piece = 1; piece < 5; piece++) {
      assertThat(rows(text.getBytes(StandardCharsets.UTF_8), TableFormat.delimited(','), piece))
          .isEqualTo(rows);
    }
    return rows;
  }

  /** Delivers few bytes at a time, as a pipe may. */
  private static InputStream slow(byte[] text, int piece) {
    return new ByteArrayInputStream(text) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, piece));
      }
    };
  }

  @Test
  void cutsRowsIntoCellsAndTrimsThem() throws IOException {
    assertThat(rows("a,b\r\n 1 ,\t2\n\n,\n3"))
        .containsExactly(List.of("a", "b"), List.of("1", "2"), List.of("", ""), List.of("3"));
  }

  @Test
  void honoursQuotes() throws IOException {
    assertThat(rows("a,\"b, \"\"c\"\"\nd\",e\r\n\"x\"\r\n\"last\""))
        .containsExactly(List.of("a", "b, \"c\"\nd", "e"), List.of("x"), List.of("last"));
  }

  @Test
  void takesAQuoteThatNeverClosesForACharacter() throws IOException {
    assertThat(rows("a,\"b\nc,d\ne,f"))
        .containsExactly(List.of("a", "\"b"), List.of("c", "d"), List.of("e", "f"));
  }

  @Test
  void keepsWhatFollowsAClosingQuote() throws IOException {
    assertThat(rows("\"a\"x,1\n")).containsExactly(List.of("\"a\"x", "1"));
  }

  @Test
  void readsUnfinishedRowWithQuotes() throws IOException {
    assertThat(rows("\"a,b\",1")).containsExactly(List.of("a,b", "1"));
  }

  @Test
  void readsNumbersAndTellsMissingFromText() throws IOException {
    TableReader reader =
        new TableReader(
            new ByteArrayInputStream(
                "-0.0,1e400,nan,-inf,,NA,None,abc,1_000,0.1\n".getBytes(StandardCharsets.UTF_8)),
            TableFormat.delimited(','),
            0);
    assertThat(reader.next()).isTrue();
    assertThat(reader.bits(0)).isEqualTo(Double.doubleToLongBits(-0.0));
    assertThat(Double.longBitsToDouble(reader.bits(1))).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(reader.bits(2)).isEqualTo(Double.doubleToLongBits(Double.NaN));
    assertThat(Double.longBitsToDouble(reader.bits(3))).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(reader.bits(4)).isEqualTo(TableReader.MISSING);
    assertThat(reader.bits(5)).isEqualTo(TableReader.MISSING);
    assertThat(reader.bits(6)).isEqualTo(TableReader.MISSING);
    assertThat(reader.bits(7)).isEqualTo(TableReader.TEXT);
    assertThat(Double.longBitsToDouble(reader.bits(8))).isEqualTo(1000);
    assertThat(Double.longBitsToDouble(reader.bits(9))).isEqualTo(0.1);
    assertThat(reader.bits(10)).isEqualTo(TableReader.MISSING);
  }

  @Test
  void readsWholeNumbers() throws IOException {
    TableReader reader =
        new TableReader(
            new ByteArrayInputStream(
                "-5,9223372036854775807,100.0,0.5,\n".getBytes(StandardCharsets.UTF_8)),
            TableFormat.delimited(','),
            0);
    assertThat(reader.next()).isTrue();
    assertThat(reader.whole(0)).isEqualTo(-5);
    assertThat(reader.whole(1)).isEqualTo(Long.MAX_VALUE);
    assertThat(reader.whole(2)).isEqualTo(100);
    assertThat(reader.whole(3)).isEqualTo(TableReader.NO_WHOLE);
    assertThat(reader.whole(4)).isEqualTo(TableReader.NO_WHOLE);
  }

  @Test
  void readsDecimalCommas() throws IOException {
    TableFormat format =
        TableFormat.of("epoch;loss\n1;0,5\n2;0,25\n".getBytes(StandardCharsets.UTF_8));
    assertThat(format).isNotNull();
    assertThat(format.decimal()).isEqualTo(TableFormat.Decimal.COMMA);
    assertThat(format.columns()).containsExactly("epoch", "loss");
    TableReader reader =
        new TableReader(
            new ByteArrayInputStream("1;-0,5e-3\n".getBytes(StandardCharsets.UTF_8)), format, 0);
    reader.next();
    assertThat(Double.longBitsToDouble(reader.bits(1))).isEqualTo(-0.5e-3);
  }

  @Test
  void findsTheDelimiterAndThatThereIsNone() {
    assertThat(columns("step\tloss\n1\t2\n")).containsExactly("step", "loss");
    assertThat(columns("step|loss\n1|2\n")).containsExactly("step", "loss");
    assertThat(columns("loss\n1\n2\n")).containsExactly("loss");
    assertThat(columns("a,b\n")).containsExactly("a", "b");
    assertThat(TableFormat.of("1,2\n3,4\n".getBytes(StandardCharsets.UTF_8))).isNull();
    assertThat(TableFormat.of("Some prose.\nAnd more\n".getBytes(StandardCharsets.UTF_8))).isNull();
    assertThat(TableFormat.of(new byte[0])).isNull();
  }

  private static List<String> columns(String text) {
    TableFormat format = TableFormat.of(text.getBytes(StandardCharsets.UTF_8));
    assertThat(format).isNotNull();
    return format.columns();
  }

  @Test
  void leavesMarksOutAndReadsUtf16() throws IOException {
    for (String encoding : List.of("\ufeffa,ä\n1,2\n")) {
      byte[] utf8 = encoding.getBytes(StandardCharsets.UTF_8);
      byte[] little = encoding.getBytes(StandardCharsets.UTF_16LE);
      byte[] big = encoding.substring(1).getBytes(StandardCharsets.UTF_16BE);
      for (byte[] bytes : List.of(utf8, little, big)) {
        byte[] read = TextStream.open(slow(bytes, 7)).input().readAllBytes();
        assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo("a,ä\n1,2\n");
      }
    }
  }

  @Test
  void tellsOffsetsOfRows() throws IOException {
    TableReader reader =
        new TableReader(
            slow("a,b\n1,2\n3,".getBytes(StandardCharsets.UTF_8), 3),
            TableFormat.delimited(','),
            100);
    reader.next();
    assertThat(reader.offset()).isEqualTo(100);
    reader.next();
    assertThat(reader.offset()).isEqualTo(104);
    assertThat(reader.nextOffset()).isEqualTo(108);
    assertThat(reader.isComplete()).isTrue();
    reader.next();
    assertThat(reader.offset()).isEqualTo(108);
    assertThat(reader.isComplete()).isFalse();
    assertThat(reader.next()).isFalse();
  }

  @Test
  void passesOverARowLongerThanMemoryShouldHold() throws IOException {
    byte[] text = new byte[TableReader.MAX_ROW * 2 + 100];
    java.util.Arrays.fill(text, (byte) 'x');
    text[text.length - 5] = '\n';
    text[text.length - 4] = '1';
    text[text.length - 3] = ',';
    text[text.length - 2] = '2';
    text[text.length - 1] = '\n';
    TableReader reader =
        new TableReader(new ByteArrayInputStream(text), TableFormat.delimited(','), 0);
    assertThat(reader.next()).isTrue();
    assertThat(reader.isOverlong()).isTrue();
    assertThat(reader.next()).isTrue();
    assertThat(reader.isOverlong()).isFalse();
    assertThat(reader.text(1)).isEqualTo("2");
    assertThat(reader.next()).isFalse();
  }

  /** Whatever the bytes: the pieces in which they come do not matter, and it ends. */
  @Test
  void anyBytesAreReadTheSameInAnyPieces() {
    byte[] alphabet = "1,\n\"x\r\0;.-".getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 3_000; i++) {
            byte[] text = new byte[random.nextInt(60)];
            for (int at = 0; at < text.length; at++) {
              text[at] = alphabet[random.nextInt(alphabet.length)];
            }
            List<List<String>> whole = rows(text, TableFormat.delimited(','), 1 << 20);
            assertThat(rows(text, TableFormat.delimited(','), 1)).isEqualTo(whole);
            assertThat(rows(text, TableFormat.delimited(','), 3)).isEqualTo(whole);
            TableFormat.of(text);
          }
        });
  }
}
