package dev.almanac.cli.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiscoveryTest {

  @TempDir private Path folder;

  /**
   * Takes every folder with a file {@code mark} for a source, and notes which ones it was asked.
   */
  private static final class MarkedFolders implements RunSourceFactory {
    private final List<String> asked = new ArrayList<>();

    @Override
    public String kind() {
      return "marked";
    }

    @Override
    public String tried(String tracker) {
      return "1.0";
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public Recognition recognise(Folder place) throws IOException {
      asked.add(String.valueOf(place.path().getFileName()));
      if (place.hasFile("denied")) {
        throw new AccessDeniedException(place.path().resolve("denied").toString());
      }
      if (place.hasFile("broken")) {
        throw new IOException("it is broken");
      }
      return place.hasFile("mark")
          ? new Recognition(List.of(spec(place.path().toUri(), "a")), true)
          : Recognition.NOTHING;
    }

    @Override
    public RunSource open(SourceSpec spec) throws IOException {
      throw new IOException("not opened in this test");
    }
  }

  /** Gathers every folder with a file {@code mark}, and notes which ones it was asked. */
  private record ScatteredRuns(List<String> asked) implements RunSourceFactory {

    @Override
    public String kind() {
      return "marked";
    }

    @Override
    public String tried(String tracker) {
      return "1.0";
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public boolean onlyGathers() {
      return true;
    }

    @Override
    public Recognition recognise(Folder place) {
      asked.add(String.valueOf(place.path().getFileName()));
      return place.hasFile("mark") ? Recognition.GATHERED : Recognition.NOTHING;
    }

    @Override
    public SourceSpec gather(Path place) {
      return spec(place.toUri(), "all");
    }

    @Override
    public RunSource open(SourceSpec spec) throws IOException {
      throw new IOException("not opened in this test");
    }
  }

  private static SourceSpec spec(URI location, String name) {
    return new SourceSpec("marked", "folder", location, name);
  }

  private void file(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  @Test
  void walksOnceInOrderAndStaysOutOfWhatIsClaimedOrNobodyLogsInto() throws IOException {
    file("b/mark");
    file("b/below/mark");
    file("a/x/mark");
    file(".git/mark");
    file("node_modules/mark");
    MarkedFolders factory = new MarkedFolders();

    Found found = new Discovery(List.of(factory)).at(folder);

    assertThat(found.sources())
        .extracting(source -> folder.relativize(source.path()).toString())
        .containsExactly("a/x", "b");
    assertThat(factory.asked).containsExactly(String.valueOf(folder.getFileName()), "a", "x", "b");
    assertThat(found.folders()).isEqualTo(4);
  }

  @Test
  void loopsOfLinksEndAndLinkedFoldersCount() throws IOException {
    file("real/mark");
    Files.createDirectories(folder.resolve("place"));
    Files.createSymbolicLink(folder.resolve("place/link"), folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("place/loop"), folder.resolve("place"));

    Found found = new Discovery(List.of(new MarkedFolders())).at(folder.resolve("place"));

    assertThat(found.sources()).hasSize(1);
  }

  @Test
  void whoOnlyGathersIsAskedUntilItFoundARun() throws IOException {
    file("a/x");
    file("b/mark");
    file("c/mark");
    List<String> asked = new ArrayList<>();

    Found found = new Discovery(List.of(new ScatteredRuns(asked))).at(folder);

    assertThat(asked).containsExactly(String.valueOf(folder.getFileName()), "a", "b");
    assertThat(found.sources()).singleElement().extracting(SourceSpec::path).isEqualTo(folder);
    assertThat(found.folders()).isEqualTo(4);
  }

  @Test
  void whatCannotBeLookedIntoIsNotedAndTheWalkGoesOn() throws IOException {
    file("a/broken");
    file("b/mark");

    Found found = new Discovery(List.of(new MarkedFolders())).at(folder);

    assertThat(found.sources()).hasSize(1);
    assertThat(found.unreadable())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.path()).isEqualTo(folder.resolve("a"));
              assertThat(one.reason()).contains("it is broken");
            });
  }

  @Test
  void aFileThatMayNotBeReadIsNamedOnce() throws IOException {
    file("a/denied");

    Found found = new Discovery(List.of(new MarkedFolders(), new MarkedFolders())).at(folder);

    assertThat(found.unreadable())
        .containsExactly(new Unreadable(folder.resolve("a/denied"), "permission denied"));
  }

  @Test
  void urisAreToldFromPaths() {
    assertThat(Discovery.isRemote("sqlite:///x.db")).isTrue();
    assertThat(Discovery.isRemote("http://host:5000")).isTrue();
    assertThat(Discovery.isRemote("file:///x")).isFalse();
    assertThat(Discovery.isRemote("mlruns")).isFalse();
    assertThat(Discovery.isRemote("C:\\runs")).isFalse();
    assertThat(Discovery.isRemote("a b:c/d")).isFalse();
  }

  @Test
  void namesAreStableAndUnique() {
    URI known = URI.create("file:///known");
    URI fresh = URI.create("file:///fresh");
    SourceNames names = new SourceNames(Map.of("marked folder file:///known", "team"));

    assertThat(names.apply(List.of(spec(fresh, "team"), spec(known, "derived")), Set.of()))
        .extracting(SourceSpec::name)
        .containsExactly("team-2", "team");
    assertThat(names.apply(List.of(spec(fresh, "x/y\u0000")), Set.of()))
        .extracting(SourceSpec::name)
        .containsExactly("x-y");
    assertThat(names.apply(List.of(spec(fresh, "team")), Set.of("marked folder file:///fresh")))
        .extracting(SourceSpec::name)
        .containsExactly("team");
    assertThatThrownBy(
            () -> names.apply(List.of(spec(known, "other")), Set.of("marked folder file:///known")))
        .hasMessageContaining("are in the warehouse as team");
  }

  @Test
  void secretsInALocationDoNotMakeItAnotherPlace() {
    SourceNames names = new SourceNames(Map.of("marked folder http://host:5000/x", "server"));

    assertThat(
            names.apply(
                List.of(spec(URI.create("http://me:secret@host:5000/x?token=1"), "host")),
                Set.of()))
        .extracting(SourceSpec::name)
        .containsExactly("server");
  }
}
