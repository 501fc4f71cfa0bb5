package dev.almanac.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderWatchTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void changesOfFilesInOldAndNewFoldersAreSeen() throws Exception {
    Path file = Files.writeString(folder.resolve("a.sql"), "SELECT 1");
    try (FolderWatch watch = new FolderWatch(folder)) {
      assertThat(watch.await(SHORT)).isFalse();

      Files.writeString(file, "SELECT 12");
      assertThat(watch.await(LONG)).isTrue();
      assertThat(watch.await(SHORT)).isFalse();

      Path below = Files.createDirectories(folder.resolve("x/sql")).resolve("b.sql");
      Files.writeString(below, "SELECT 2");
      assertThat(watch.await(LONG)).isTrue();
      Files.writeString(below, "SELECT 23");
      assertThat(watch.await(LONG)).isTrue();

      Files.delete(below);
      assertThat(watch.await(LONG)).isTrue();
    }
  }

  @Test
  void whatEditorsLeaveBesideIsNoChange() throws Exception {
    try (FolderWatch watch = new FolderWatch(folder)) {
      Files.writeString(folder.resolve(".a.sql.swp"), "x");
      Files.writeString(folder.resolve("a.sql~"), "x");
      Files.createDirectories(folder.resolve(".git"));
      Files.writeString(folder.resolve(".git/index"), "x");

      assertThat(watch.await(SHORT)).isFalse();
    }
  }
}
