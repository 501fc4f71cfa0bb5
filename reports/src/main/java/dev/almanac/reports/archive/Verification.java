package dev.almanac.reports.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying an archived report.
 *
 * @param state what it is worth
 * @param findings what is wrong, one sentence each
 */
public record Verification(State state, List<String> findings) {

  /** What an archived report is worth. */
  public enum State {
    /** Rendered again from its snapshot, it is the same to the byte. */
    SAME,
    /** Rendered again, it differs. */
    DIFFERS,
    /** Its files are no longer what its manifest says. */
    DAMAGED,
    /** Its snapshot is no longer in the warehouse; its files are sound. */
    EXPIRED;

    /** Returns the word for people. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Copies the list. */
  public Verification {
    findings = List.copyOf(findings);
  }

  /** Compares the files of a revision with its manifest; returns what is wrong. */
  public static List<String> damages(Archive archive, Revision revision, Manifest manifest) {
    List<String> damages = new ArrayList<>();
    manifest
        .files()
        .forEach(
            (name, stated) -> {
              try {
                byte[] bytes = archive.read(revision, name);
                if (!Sha256.of(bytes).equals(stated.sha256())) {
                  damages.add(
                      revision.folder().resolve(name)
                          + " is not what was archived: it has "
                          + bytes.length
                          + " bytes and another digest than the manifest's, of "
                          + stated.bytes()
                          + " bytes.");
                }
              } catch (ArchiveException exception) {
                damages.add(String.valueOf(exception.getMessage()));
              }
            });
    for (Manifest.Query query : manifest.queries()) {
      if (!Sha256.of(query.sql().getBytes(UTF_8)).equals(query.sha256())) {
        damages.add("The SQL of " + query.section() + "/" + query.name() + " was changed.");
      }
    }
    return damages;
  }

  /**
   * Compares a report that was rendered again with the archived one.
   *
   * @param again the same request over the same snapshot
   */
  public static Verification of(Archive archive, Revision revision, Draft again) {
    Manifest manifest = archive.manifest(revision);
    Map<String, byte[]> files = again.files();
    List<String> differing = new ArrayList<>();
    files.forEach(
        (name, bytes) -> {
          Manifest.Digested stated = manifest.files().get(name);
          if (stated == null || !stated.sha256().equals(Sha256.of(bytes))) {
            differing.add(name);
          }
        });
    if (differing.isEmpty()) {
      return new Verification(State.SAME, List.of());
    }
    List<String> findings = new ArrayList<>();
    findings.add("Rendered again, it differs in " + String.join(", ", differing) + ".");
    addCauses(findings, manifest, again);
    try {
      for (Change change :
          ReportDiff.of(archive.data(revision), ArchiveJson.tree(ReportJson.of(again)))) {
        findings.add(
            change.section()
                + ": "
                + change.what()
                + " was '"
                + change.before()
                + "', is '"
                + change.after()
                + "'.");
      }
    } catch (IOException exception) {
      findings.add("Its data cannot be compared: " + exception.getMessage());
    }
    return new Verification(State.DIFFERS, findings);
  }

  private static void addCauses(List<String> findings, Manifest manifest, Draft again) {
    String generator = again.source().generator();
    if (!generator.equals(manifest.snapshot().generator())) {
      findings.add(
          "It was rendered by " + manifest.snapshot().generator() + ", this is " + generator + ".");
    }
    @Nullable String templates = Sha256.ofFolder(again.request().userFolder());
    if (!java.util.Objects.equals(templates, manifest.templates())) {
      findings.add("It was rendered with other templates; name their folder with --templates.");
    }
    List<Manifest.Query> now = again.manifest(again.files()).queries();
    if (!now.stream()
        .map(Manifest.Query::sha256)
        .toList()
        .equals(manifest.queries().stream().map(Manifest.Query::sha256).toList())) {
      findings.add("Its SQL has changed since.");
    }
  }
}
