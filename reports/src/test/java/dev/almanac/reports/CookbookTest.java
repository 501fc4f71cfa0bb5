package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The recipes of README.md: each renders as it stands, and the README quotes it word by word. */
class CookbookTest {

  private static final Path COOKBOOK = Path.of("cookbook");

  @Test
  void eachRecipeRendersWhole() throws IOException {
    List<String> recipes = recipes();
    assertThat(recipes).hasSize(10);
    try (FixtureTables tables = Fixture.filled()) {
      for (String recipe : recipes) {
        RenderedReport report = Fixture.render(tables, recipe, "last-week", COOKBOOK);

        assertThat(report.warnings()).as(recipe).isEmpty();
        assertThat(report.sections())
            .as(recipe)
            .isNotEmpty()
            .allSatisfy(section -> assertThat(section.state()).isEqualTo(RenderedSection.State.OK));
        assertThat(report.html()).doesNotContain("<script>alert").doesNotContain("javascript:");
      }
    }
  }

  @Test
  void theReadmeQuotesEachRecipeWordByWord() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (String recipe : recipes()) {
      assertThat(readme).contains("`cookbook/" + recipe + "`");
      try (Stream<Path> files = Files.walk(COOKBOOK.resolve(recipe))) {
        for (Path file : files.filter(one -> one.toString().endsWith(".sql")).toList()) {
          assertThat(readme).as(file.toString()).contains("```sql\n" + Files.readString(file));
        }
      }
    }
  }

  private static List<String> recipes() throws IOException {
    try (Stream<Path> folders = Files.list(COOKBOOK)) {
      return folders.map(folder -> String.valueOf(folder.getFileName())).sorted().toList();
    }
  }
}
