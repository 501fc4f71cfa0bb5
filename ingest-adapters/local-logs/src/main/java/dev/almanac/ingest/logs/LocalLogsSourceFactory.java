package dev.almanac.ingest.logs;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.logs.mapped.MappedFormat;
import dev.almanac.ingest.logs.mapped.Mapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Recognises what training code left on disk, and gathers all of a place into one source. */
public final class LocalLogsSourceFactory implements RunSourceFactory {

  /** The kind. */
  static final String KIND = "logs";

  /** Creates the factory; called by {@link java.util.ServiceLoader}. */
  public LocalLogsSourceFactory() {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Set<String> trackers() {
    Set<String> names = new TreeSet<>();
    LogFormats.all().forEach(format -> names.add(format.tracker()));
    return names;
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.noneOf(Capability.class);
    LogFormats.all().forEach(format -> all.addAll(format.capabilities()));
    return all;
  }

  @Override
  public Set<Capability> capabilities(String tracker) {
    Set<Capability> all = EnumSet.noneOf(Capability.class);
    LogFormats.all().stream()
        .filter(format -> format.tracker().equals(tracker))
        .forEach(format -> all.addAll(format.capabilities()));
    return all;
  }

  @Override
  public String tried(String tracker) {
    return LogFormats.all().stream()
        .filter(format -> format.tracker().equals(tracker))
        .map(LogFormat::tried)
        .collect(Collectors.joining(", "));
  }

  @Override
  public Recognition recognise(Folder folder) throws IOException {
    LogFolder here = LogFolder.root(folder);
    for (LogFormat format : LogFormats.all()) {
      try {
        if (!format.find(here).isEmpty()) {
          return Recognition.GATHERED;
        }
      } catch (IOException | RuntimeException | StackOverflowError unreadable) {
        // Something named for a format that cannot be read: listing the source says what is wrong.
        return Recognition.GATHERED;
      }
    }
    return Recognition.NOTHING;
  }

  @Override
  public boolean onlyGathers() {
    return true;
  }

  @Override
  public SourceSpec gather(Path place) {
    Path name = place.getFileName();
    return new SourceSpec(KIND, "folders", place.toUri(), (name == null ? "" : name + "-") + KIND);
  }

  @Override
  public RunSource open(SourceSpec spec) throws IOException {
    String wanted = spec.options().text(SourceSpec.TRACKERS);
    Set<String> trackers = wanted == null ? trackers() : Set.of(wanted.split(","));
    List<LogFormat> formats =
        LogFormats.all().stream().filter(format -> trackers.contains(format.tracker())).toList();
    String mapping = spec.options().text(Mapping.OPTION);
    if (mapping == null) {
      return new LocalLogsSource(spec, formats);
    }
    List<LogFormat> withMapping = new ArrayList<>();
    withMapping.add(new MappedFormat(Mapping.parse(mapping)));
    withMapping.addAll(formats);
    return new LocalLogsSource(spec, withMapping);
  }
}
