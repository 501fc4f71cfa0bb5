package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.source.FileTimes;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints the folder of a run by one walk.
 *
 * <p>Names, sizes and times of change (in nanoseconds) tell of params, metrics and links, which
 * MLflow only adds to. Meta file and tags are rewritten in place and may keep their size within one
 * tick of the file system's clock, so that their content counts instead. Of artifacts, only names
 * and sizes are delivered.
 */
final class FileRunScan extends SimpleFileVisitor<Path> {

  private static final int MAX_DEPTH = 160;

  private final Path folder;
  private final Fingerprint fingerprint = new Fingerprint();
  private @Nullable String storedName;
  private @Nullable String tagName;
  private @Nullable String parentRunId;
  private boolean live = true;
  private boolean deleted;

  private FileRunScan(Path folder) {
    this.folder = folder;
  }

  /** Walks the folder of a run. */
  static FileRunScan of(Path folder) throws IOException {
    FileRunScan scan = new FileRunScan(folder);
    Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, scan);
    return scan;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String path = folder.relativize(file).toString().replace('\\', '/');
    if (path.equals(FileStoreLayout.META)) {
      meta(file);
    } else if (path.startsWith(FileStoreLayout.TAGS + "/")) {
      tag(path.substring(FileStoreLayout.TAGS.length() + 1), file);
    } else if (path.startsWith(FileStoreLayout.ARTIFACTS + "/")) {
      artifact(path, file, attributes);
    } else {
      fingerprint.row("file", path, attributes.size(), FileTimes.nanos(attributes));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
    fingerprint.row("unreadable", folder.relativize(file).toString());
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException unreadable) {
    if (unreadable != null) {
      fingerprint.row("unreadable", folder.relativize(visited).toString());
    }
    return FileVisitResult.CONTINUE;
  }

  private void meta(Path file) {
    try {
      byte[] content = FileTexts.bytes(file);
      MetaYaml meta = MetaYaml.parse(content);
      Map<String, String> fields = new TreeMap<>(meta.scalars());
      deleted = "deleted".equals(fields.remove("lifecycle_stage"));
      fields.remove("deleted_time");
      fields.forEach((key, value) -> fingerprint.row("meta", key, value));
      storedName = MlflowMapping.firstNonEmpty(meta.text("run_name"), meta.text("name"));
      live = MlflowMapping.isLive(MlflowMapping.status(meta.text("status")));
    } catch (IOException unreadable) {
      fingerprint.row("unreadable", FileStoreLayout.META);
    } catch (IllegalArgumentException notYaml) {
      fingerprint.row("not_yaml", notYaml.getMessage());
    }
  }

  private void tag(String key, Path file) {
    try {
      byte[] content = FileTexts.bytes(file);
      fingerprint.row("tag", key, content);
      if (key.equals(MlflowMapping.RUN_NAME)) {
        tagName = FileTexts.text(content);
      } else if (key.equals(MlflowMapping.PARENT_RUN_ID)) {
        parentRunId = MlflowMapping.firstNonEmpty(FileTexts.text(content), null);
      }
    } catch (IOException unreadable) {
      fingerprint.row("unreadable", FileStoreLayout.TAGS + "/" + key);
    }
  }

  private void artifact(String path, Path file, BasicFileAttributes attributes) {
    long nanos = FileTimes.nanos(attributes);
    boolean looked =
        PackageFiles.isPackageFile(new ArtifactFolder.Entry(path, file, attributes.size(), nanos));
    fingerprint.row("artifact", path, attributes.size(), looked ? nanos : 0);
  }

  /** Returns the fingerprint of the folder, to which more may be added. */
  Fingerprint fingerprint() {
    return fingerprint;
  }

  /** Returns the run's name, or null. */
  @Nullable String name() {
    return MlflowMapping.firstNonEmpty(storedName, tagName);
  }

  /** Tells whether the run itself is marked deleted. */
  boolean deleted() {
    return deleted;
  }

  /** Returns the parent's id, or null. */
  @Nullable String parentRunId() {
    return parentRunId;
  }

  /** Tells whether the run may still grow, or its state cannot be told. */
  boolean live() {
    return live;
  }
}
