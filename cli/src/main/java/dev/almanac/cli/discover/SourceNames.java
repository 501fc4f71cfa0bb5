package dev.almanac.cli.discover;

import dev.almanac.ingest.SourceSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names sources so that a name stands for one place in the warehouse: a place that was synced
 * before keeps the name it had, a new one gets the derived name, with a number if that is taken. A
 * name that the user gave is taken as it is; so a source that moved is continued under its name.
 */
public final class SourceNames {

  private final Map<String, String> nameByPlace;

  /** Creates the naming with the names that the warehouse holds, by {@link #place}. */
  public SourceNames(Map<String, String> nameByPlace) {
    this.nameByPlace = Map.copyOf(nameByPlace);
  }

  /**
   * Returns what tells a source from all others: kind, form and location, as {@code sync_log}
   * spells them. Of one folder there may be several sources of different kinds.
   */
  public static String place(SourceSpec source) {
    return source.kind() + ' ' + source.format() + ' ' + withoutSecrets(source.location());
  }

  /**
   * Returns the sources under their names, in the same order.
   *
   * @param given places of the sources whose name the user gave
   * @throws IllegalArgumentException if the warehouse holds such a source under another name
   */
  public List<SourceSpec> apply(List<SourceSpec> sources, Set<String> given) {
    Set<String> used = givenNames(sources, given);
    Set<String> taken = new HashSet<>(nameByPlace.values());
    taken.addAll(used);
    List<SourceSpec> named = new ArrayList<>();
    for (SourceSpec source : sources) {
      String name = given.contains(place(source)) ? given(source) : found(source, used, taken);
      used.add(name);
      taken.add(name);
      named.add(source.withName(name));
    }
    return named;
  }

  /** Two sources of one name would take turns in declaring the runs of the other gone. */
  private Set<String> givenNames(List<SourceSpec> sources, Set<String> given) {
    Set<String> names = new HashSet<>();
    for (SourceSpec source : sources) {
      if (given.contains(place(source)) && !names.add(given(source))) {
        throw new IllegalArgumentException(
            "Cannot call "
                + source.location()
                + " "
                + source.name()
                + ": another source of this sync is called so. Give each a name of its own.");
      }
    }
    return names;
  }

  private String given(SourceSpec source) {
    String known = nameByPlace.get(place(source));
    // It was one of several at its place; that the others went away is no reason to rename it.
    boolean oneOfSeveral = known != null && known.startsWith(source.name() + "-");
    if (known != null && oneOfSeveral) {
      return known;
    }
    checkUnchanged(source, known);
    return source.name();
  }

  private String found(SourceSpec source, Set<String> used, Set<String> taken) {
    String known = nameByPlace.get(place(source));
    return known != null && !used.contains(known) ? known : free(derived(source), taken);
  }

  private static void checkUnchanged(
      SourceSpec source, @org.jspecify.annotations.Nullable String known) {
    if (known != null && !known.equals(source.name())) {
      throw new IllegalArgumentException(
          "Cannot call "
              + source.location()
              + " "
              + source.name()
              + ": its runs are in the warehouse as "
              + known
              + ". Keep that name, or sync into another warehouse.");
    }
  }

  /** Returns the adapter's name without slashes, which separate a source from a run in keys. */
  private static String derived(SourceSpec source) {
    String name = source.name().replace('/', '-').replaceAll("\\p{Cntrl}", "");
    return name.isBlank() ? source.kind() : name;
  }

  private static String free(String wanted, Set<String> taken) {
    String name = wanted;
    for (int number = 2; taken.contains(name); number++) {
      name = wanted + "-" + number;
    }
    return name;
  }

  /** Spells a location as {@code sync_log.location} does: without user, password and query. */
  private static String withoutSecrets(URI location) {
    if (location.getRawUserInfo() == null && location.getRawQuery() == null) {
      return location.toString();
    }
    String port = location.getPort() < 0 ? "" : ":" + location.getPort();
    String host = location.getHost() == null ? "" : "//" + location.getHost() + port;
    String path = location.getRawPath() == null ? "" : location.getRawPath();
    return location.getScheme() + ":" + host + path;
  }
}
