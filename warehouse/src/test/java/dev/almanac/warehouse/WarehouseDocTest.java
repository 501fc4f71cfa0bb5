package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.warehouse.schema.ColumnSpec;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds docs/warehouse.md to the tables in the code; {@code -Dalmanac.docs=write} rewrites it. */
class WarehouseDocTest {

  private static final Path DOCUMENT = Path.of("../docs/warehouse.md");
  private static final String END = "<!-- tables: end -->\n";

  @Test
  void theDocumentListsEveryTableAndColumn() throws IOException {
    String text = Files.readString(DOCUMENT, StandardCharsets.UTF_8);
    int begin = text.indexOf("-->\n", text.indexOf("<!-- tables: begin")) + "-->\n".length();
    int end = text.indexOf(END);
    if ("write".equals(System.getProperty("almanac.docs"))) {
      text = text.substring(0, begin) + tables() + text.substring(end);
      Files.writeString(DOCUMENT, text, StandardCharsets.UTF_8);
      end = text.indexOf(END);
    }
    assertThat(text.substring(begin, end)).isEqualTo(tables());
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    for (TableSpec table : RunTables.ALL) {
      text.append("\n### `").append(table.name()).append("`\n");
      text.append(table.comment()).append(" Sorted by ");
      text.append(String.join(", ", table.sortColumns())).append(".\n\n");
      text.append("| column | type | what |\n|---|---|---|\n");
      for (ColumnSpec column : table.columns()) {
        text.append("| `").append(column.name()).append("` | ");
        text.append(column.type().sql()).append(" | ").append(column.comment()).append(" |\n");
      }
    }
    return text.append('\n').toString();
  }
}
