package dev.almanac.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatementTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        ".help",
        "SELECT 1;",
        "SELECT ';';",
        "SELECT 1; -- done",
        "SELECT\n1\n;\n",
        "SELECT /* ; */ 1;",
        "SELECT \"a;b\";"
      })
  void wholeStatementsAreAccepted(String text) {
    assertThat(Statement.isComplete(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT ';'",
        "SELECT 'open;",
        "SELECT \"open;",
        "SELECT 1 -- ;",
        "SELECT 1 /* ;",
        "SELECT 1; SELECT",
        "SELECT 'it''s;"
      })
  void openOnesAskForMore(String text) {
    assertThat(Statement.isComplete(text)).isFalse();
  }
}
