package dev.almanac.ingest.neptune;

import dev.almanac.ingest.model.EnvironmentFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a run, by path, and what its files say besides. Not safe for several threads.
 */
final class Attributes {

  private final Map<String, Attribute> byPath = new TreeMap<>();
  private final List<EnvironmentFact> environment = new ArrayList<>();

  private @Nullable Instant endedAt;

  void put(String path, Attribute attribute) {
    byPath.put(path, attribute);
  }

  void putIfAbsent(String path, Attribute attribute) {
    byPath.putIfAbsent(path, attribute);
  }

  void remove(String path) {
    byPath.remove(path);
  }

  void addMembers(String path, Collection<String> values) {
    Set<String> members = members(path);
    members.addAll(values);
    byPath.put(path, Attribute.ofSet(members));
  }

  void removeMembers(String path, Collection<String> values) {
    Set<String> members = members(path);
    members.removeAll(values);
    byPath.put(path, Attribute.ofSet(members));
  }

  private Set<String> members(String path) {
    Attribute present = byPath.get(path);
    return new LinkedHashSet<>(present == null ? List.of() : present.members());
  }

  void environment(String kind, String key, @Nullable String value) {
    if (value != null) {
      environment.add(new EnvironmentFact(kind, key, value));
    }
  }

  void endedAt(@Nullable Instant time) {
    endedAt = time;
  }

  @Nullable Instant endedAt() {
    return endedAt;
  }

  List<EnvironmentFact> environment() {
    return environment;
  }

  Map<String, Attribute> byPath() {
    return byPath;
  }

  /** Returns the text of an attribute, or null if there is none, or an empty one. */
  @Nullable String text(String path) {
    Attribute attribute = byPath.get(path);
    return attribute == null || attribute.text().isEmpty() ? null : attribute.text();
  }

  boolean isTrue(String path) {
    return "true".equals(text(path));
  }

  List<String> set(String path) {
    Attribute attribute = byPath.get(path);
    return attribute == null ? List.of() : attribute.members();
  }
}
