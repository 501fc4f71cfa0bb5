package dev.almanac.ingest.comet;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.read.archive.ZipArchive;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.text.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows the forms in which Comet's tools leave experiments on disk. */
final class CometPlaces {

  /** An experiment's key, with what is added when an experiment is continued. */
  private static final Pattern ARCHIVE =
      Pattern.compile("([0-9a-zA-Z]{32,50})(-[0-9A-Za-z]{1,16})?\\.zip");

  private static final int MAX_FIRST_LINE = 1 << 16;

  private CometPlaces() {}

  /** Recognises a folder. */
  static Recognition recognise(Folder folder) throws IOException {
    if (isDownload(folder) || isUnpacked(folder)) {
      return Recognition.GATHERED;
    }
    for (String file : folder.files()) {
      if (isZip(file) && (isNamedArchive(file) || isArchive(folder.path().resolve(file)))) {
        return Recognition.GATHERED;
      }
    }
    return Recognition.NOTHING;
  }

  static boolean isZip(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  /** Tells whether an archive is named as the client names it. */
  static boolean isNamedArchive(String file) {
    return ARCHIVE.matcher(file).matches();
  }

  /** Returns the key in an archive's name, or null. */
  static @Nullable String keyOf(String file) {
    Matcher matcher = ARCHIVE.matcher(file);
    return matcher.matches() ? matcher.group(1) : null;
  }

  /** Tells whether any archive is one of the client's. */
  static boolean isArchive(Path file) {
    try (ZipArchive zip = ZipArchive.open(file)) {
      return zip.find(OfflinePart.EXPERIMENT) != null && zip.find(OfflinePart.MESSAGES) != null;
    } catch (IOException other) {
      return false;
    }
  }

  /** Tells whether a folder is what becomes an archive when the experiment ends. */
  static boolean isUnpacked(Folder folder) {
    if (!folder.hasFile(OfflinePart.MESSAGES)) {
      return false;
    }
    if (folder.hasFile(OfflinePart.EXPERIMENT)) {
      return true;
    }
    try (InputStream input = Files.newInputStream(folder.path().resolve(OfflinePart.MESSAGES))) {
      LineReader lines = new LineReader(input, MAX_FIRST_LINE);
      if (!lines.next()) {
        return false;
      }
      String line = FileTexts.text(lines.copy(MAX_FIRST_LINE));
      return line.startsWith("{") && line.contains("\"payload\"");
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Tells whether a folder is an experiment that {@code cometx download} wrote. */
  static boolean isDownload(Folder folder) {
    boolean facts =
        folder.hasFile(DownloadedRun.PARAMETERS) || folder.hasFile(DownloadedRun.OTHERS);
    boolean points = folder.hasFile(DownloadedRun.METRICS) || folder.hasFile(DownloadedRun.SUMMARY);
    if (folder.hasFile(DownloadedRun.METADATA)) {
      boolean named = facts || points || folder.hasFile(DownloadedRun.SYSTEM);
      return named && isMetadata(folder.path().resolve(DownloadedRun.METADATA));
    }
    return folder.hasFile(DownloadedRun.OTHERS) && folder.hasFile(DownloadedRun.PARAMETERS);
  }

  /** A damaged one beside the other files is claimed, so that reading it says what is wrong. */
  private static boolean isMetadata(Path file) {
    try {
      JsonValue metadata = JsonText.parse(FileTexts.bytes(file));
      return !metadata.get("experimentKey").isNull()
          || !metadata.get("cometDownloadVersion").isNull()
          || !metadata.get("workspaceName").isNull();
    } catch (IOException damaged) {
      return true;
    }
  }
}
