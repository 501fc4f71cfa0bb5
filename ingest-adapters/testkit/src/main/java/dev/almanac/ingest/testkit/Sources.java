package dev.almanac.ingest.testkit;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds and reads sources as a sync does. */
public final class Sources {

  private Sources() {}

  /**
   * A source's listing and everything read from it.
   *
   * @param spec the source
   * @param listing its runs
   * @param runs what reading all of them delivered
   */
  public record Reading(SourceSpec spec, RunListing listing, RecordedRuns runs) {

    /** Returns the fingerprints by run. */
    public Map<String, String> fingerprints() {
      Map<String, String> found = new TreeMap<>();
      listing.runs().forEach(entry -> found.put(entry.runId(), entry.fingerprint()));
      return found;
    }

    /** Returns all facts and all problems, the listing's included, as canonical lines. */
    public List<String> lines() {
      List<String> lines = new ArrayList<>(runs.lines());
      lines.addAll(RecordedRuns.problemLines(listing.problems()));
      return lines;
    }
  }

  /** Returns the sources in a folder and below, in the order of a walk; a file is a place too. */
  public static List<SourceSpec> find(RunSourceFactory factory, Path place) throws IOException {
    List<SourceSpec> found = new ArrayList<>();
    Path start = place.toAbsolutePath().normalize();
    boolean gathers =
        Files.isDirectory(start)
            ? walk(factory, Folder.of(start), found)
            : add(factory.recognise(Folder.ofFile(start)), found);
    if (gathers) {
      found.add(factory.gather(start));
    }
    return found;
  }

  /** Returns whether the factory wants to gather the whole place. */
  private static boolean walk(RunSourceFactory factory, Folder folder, List<SourceSpec> found)
      throws IOException {
    Recognition recognition = factory.recognise(folder);
    boolean gathers = add(recognition, found);
    if (!recognition.belowIsOurs()) {
      for (String name : folder.folders()) {
        gathers |= walk(factory, Folder.of(folder.path().resolve(name)), found);
      }
    }
    return gathers;
  }

  private static boolean add(Recognition recognition, List<SourceSpec> found) {
    found.addAll(recognition.sources());
    return recognition.gathering() == Recognition.Gathering.HERE;
  }

  /** Returns the readings of all sources at a place. */
  public static List<Reading> readAll(RunSourceFactory factory, Path place) throws IOException {
    List<Reading> readings = new ArrayList<>();
    for (SourceSpec spec : find(factory, place)) {
      readings.add(read(factory, spec));
    }
    return readings;
  }

  /** Opens a source, lists it and reads every run, batch by batch as it plans them. */
  public static Reading read(RunSourceFactory factory, SourceSpec spec) throws IOException {
    try (RunSource source = factory.open(spec)) {
      RunListing listing = source.list();
      RecordedRuns runs = new RecordedRuns();
      for (List<RunEntry> batch : source.plan(listing.runs())) {
        source.read(batch, runs);
      }
      return new Reading(spec, listing, runs);
    }
  }
}
