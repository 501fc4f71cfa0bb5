package dev.almanac.analyses.sensitivity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search spaces that the sweeps and studies of a project's runs declare, by param. A param that
 * runs have from several spaces, or from none for some of them, has no declared space: what they
 * have in common is then inferred from the values.
 */
final class DeclaredSpaces {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private final Map<String, Set<DeclaredSpace>> spaces = new HashMap<>();
  private final Set<String> undeclared = new HashSet<>();

  /** Takes in what one run's sweep declares of a param; nulls and NaN where it declares nothing. */
  void add(
      String key,
      @Nullable String type,
      @Nullable String scale,
      double low,
      double high,
      @Nullable String choices) {
    Optional<DeclaredSpace> space = read(type, scale, low, high, choices);
    if (space.isPresent()) {
      spaces.computeIfAbsent(key, absent -> new HashSet<>()).add(space.get());
    } else {
      undeclared.add(key);
    }
  }

  /** Returns the space that all runs with the param share. */
  Optional<DeclaredSpace> of(String key) {
    Set<DeclaredSpace> declared = spaces.getOrDefault(key, Set.of());
    return declared.size() == 1 && !undeclared.contains(key)
        ? declared.stream().findFirst()
        : Optional.empty();
  }

  private static Optional<DeclaredSpace> read(
      @Nullable String type,
      @Nullable String scale,
      double low,
      double high,
      @Nullable String choices) {
    if (type == null) {
      return Optional.empty();
    }
    return switch (type) {
      case "float" -> range(ValueType.FLOAT, scale, low, high);
      case "int" -> range(ValueType.INT, scale, low, high);
      case "categorical" -> choices(choices);
      default -> Optional.empty();
    };
  }

  private static Optional<DeclaredSpace> range(
      ValueType type, @Nullable String scale, double low, double high) {
    boolean isLog = "log".equals(scale);
    boolean bounded = low <= high && Double.isFinite(low) && Double.isFinite(high);
    if (!bounded || !(isLog || "linear".equals(scale)) || isLog && low <= 0) {
      return Optional.empty();
    }
    return Optional.of(DeclaredSpace.range(type, isLog ? Scale.LOG : Scale.LINEAR, low, high));
  }

  private static Optional<DeclaredSpace> choices(@Nullable String json) {
    if (json == null) {
      return Optional.empty();
    }
    try {
      List<String> choices = JSON.readValue(json, TEXTS);
      return choices.isEmpty() ? Optional.empty() : Optional.of(DeclaredSpace.choices(choices));
    } catch (JsonProcessingException noTexts) {
      return Optional.empty();
    }
  }
}
