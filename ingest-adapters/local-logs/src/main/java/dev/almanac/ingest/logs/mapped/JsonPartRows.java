package dev.almanac.ingest.logs.mapped;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.table.JsonRows;
import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.logs.table.TextStream;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a file of JSON lines; cells are what stands at the ends of the paths. */
final class JsonPartRows implements PartRows, JsonRows.Leaves {

  private final TextStream.Opened text;
  private final JsonRows rows;
  private final Mapping mapping;
  private final ZoneId zone;
  private List<String> names = List.of();
  private final List<Object> values = new ArrayList<>();
  private String defect = "";

  private JsonPartRows(TextStream.Opened text, Mapping mapping, ZoneId zone) {
    this.text = text;
    this.rows = new JsonRows(text.input(), text.skipped());
    this.mapping = mapping;
    this.zone = zone;
  }

  /**
   * Opens a file at a line, or at its beginning.
   *
   * @param from where a line begins, or 0
   */
  static JsonPartRows open(Path file, Mapping mapping, ZoneId zone, long from) throws IOException {
    TextStream.Opened text = from == 0 ? TextStream.open(file) : TextStream.openAt(file, from);
    if (!text.isAsInFile()) {
      text.close();
      throw new IOException(file.getFileName() + " is UTF-16; lines of several runs must be UTF-8");
    }
    return new JsonPartRows(text, mapping, zone);
  }

  @Override
  public boolean next() throws IOException {
    if (!rows.next() || rows.isWhole() && !rows.isComplete()) {
      return false;
    }
    names = new ArrayList<>();
    values.clear();
    defect = "";
    try {
      rows.leaves("/", this);
    } catch (IOException malformed) {
      defect = "The line is no JSON object: " + FileTexts.reason(malformed);
    }
    return true;
  }

  @Override
  public void number(String path, double value) {
    add(path, value);
  }

  @Override
  public void text(String path, String value) {
    // As a text: an id such as 1e999999 is no number.
    add(path, value);
  }

  @Override
  public void truth(String path, boolean value) {
    add(path, value);
  }

  @Override
  public void passed(String path) {
    add(path, "[…]");
  }

  private void add(String path, Object value) {
    names.add(path);
    values.add(value);
  }

  @Override
  public long from() {
    return rows.offset();
  }

  @Override
  public long to() {
    try {
      return rows.nextOffset();
    } catch (IOException unreadable) {
      return rows.offset() + 1; // The next line is asked for next, and fails alike.
    }
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public String text(int cell) {
    return values.get(cell) instanceof Double number
        ? spelled(number)
        : String.valueOf(values.get(cell));
  }

  /** Spells whole numbers as such: the seed 7 is not 7.0. */
  private static String spelled(double number) {
    boolean isPlain = Math.abs(number) >= 1e-6 && Math.abs(number) < 1L << 53;
    return isPlain || number == 0
        ? new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  private @Nullable Double number(int cell) {
    Object value = values.get(cell);
    if (value instanceof String text) {
      return new JsonValue.Text(text).number();
    }
    return value instanceof Double number ? number : null;
  }

  @Override
  public long bits(int cell) {
    if (values.get(cell) instanceof Boolean truth) {
      return Double.doubleToLongBits(truth ? 1 : 0);
    }
    Double number = number(cell);
    return number == null ? TableReader.TEXT : Double.doubleToLongBits(number);
  }

  @Override
  public long whole(int cell) {
    Double number = number(cell);
    return number != null && Math.rint(number) == number
        ? number.longValue()
        : TableReader.NO_WHOLE;
  }

  @Override
  public long micros(int cell) {
    if (mapping.unit() != Mapping.TimeUnit.ISO) {
      Double number = number(cell);
      return number == null ? RunSink.NO_TIME : Cells.micros(mapping.unit(), number);
    }
    return IsoTimes.micros(IsoTimes.instant(String.valueOf(values.get(cell)), zone));
  }

  @Override
  public long checksum() {
    return 31L * names.hashCode() + values.hashCode() + defect.hashCode();
  }

  @Override
  public String defect() {
    return defect;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
