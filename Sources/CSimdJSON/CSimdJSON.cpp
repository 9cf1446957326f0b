// Errors come back as codes: nothing here may throw into Swift.
#define SIMDJSON_EXCEPTIONS 0

#include "CSimdJSON.h"

#include <simdjson.h>

namespace {

using simdjson::error_code;
using simdjson::SUCCESS;
namespace ondemand = simdjson::ondemand;

class Walker {
 public:
  Walker(const headroom_json_sink &sink, size_t maximum_depth) : sink_(sink), limit_(maximum_depth) {}

  bool too_deep() const { return too_deep_; }

  /// `Node` is a document or a value: simdjson gives both the same accessors.
  template <typename Node>
  error_code walk(Node &node) {
    ondemand::json_type type;
    if (auto error = node.type().get(type)) return error;
    switch (type) {
      case ondemand::json_type::object: return walk_object(node);
      case ondemand::json_type::array: return walk_array(node);
      case ondemand::json_type::number: return walk_number(node);
      case ondemand::json_type::string: return walk_string(node);
      case ondemand::json_type::boolean: return walk_boolean(node);
      case ondemand::json_type::null: return walk_null(node);
    }
    return simdjson::TAPE_ERROR;
  }

 private:
  template <typename Node>
  error_code walk_object(Node &node) {
    if (!enter()) return simdjson::DEPTH_ERROR;
    ondemand::object object;
    if (auto error = node.get_object().get(object)) return error;
    sink_.begin_object(sink_.context);
    for (auto field : object) {
      std::string_view key;
      if (auto error = field.unescaped_key().get(key)) return error;
      sink_.key(sink_.context, key.data(), key.size());
      ondemand::value value;
      if (auto error = field.value().get(value)) return error;
      if (auto error = walk(value)) return error;
    }
    sink_.end_object(sink_.context);
    --depth_;
    return SUCCESS;
  }

  template <typename Node>
  error_code walk_array(Node &node) {
    if (!enter()) return simdjson::DEPTH_ERROR;
    ondemand::array array;
    if (auto error = node.get_array().get(array)) return error;
    sink_.begin_array(sink_.context);
    for (auto element : array) {
      ondemand::value value;
      if (auto error = element.get(value)) return error;
      if (auto error = walk(value)) return error;
    }
    sink_.end_array(sink_.context);
    --depth_;
    return SUCCESS;
  }

  template <typename Node>
  error_code walk_number(Node &node) {
    double value;
    if (auto error = node.get_double().get(value)) return error;
    sink_.number(sink_.context, value);
    return SUCCESS;
  }

  template <typename Node>
  error_code walk_string(Node &node) {
    std::string_view text;
    if (auto error = node.get_string().get(text)) return error;
    sink_.string(sink_.context, text.data(), text.size());
    return SUCCESS;
  }

  template <typename Node>
  error_code walk_boolean(Node &node) {
    bool value;
    if (auto error = node.get_bool().get(value)) return error;
    sink_.boolean(sink_.context, value);
    return SUCCESS;
  }

  template <typename Node>
  error_code walk_null(Node &node) {
    bool is_null;
    if (auto error = node.is_null().get(is_null)) return error;
    if (!is_null) return simdjson::N_ATOM_ERROR;
    sink_.null(sink_.context);
    return SUCCESS;
  }

  bool enter() {
    too_deep_ = depth_ == limit_;
    if (!too_deep_) ++depth_;
    return !too_deep_;
  }

  const headroom_json_sink &sink_;
  const size_t limit_;
  size_t depth_ = 0;
  bool too_deep_ = false;
};

headroom_json_status status_of(error_code error, const Walker &walker) {
  if (walker.too_deep()) return HEADROOM_JSON_TOO_DEEP;
  switch (error) {
    case SUCCESS: return HEADROOM_JSON_OK;
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY: return HEADROOM_JSON_NO_MEMORY;
    default: return HEADROOM_JSON_INVALID;
  }
}

/// Short words for what can be wrong with a text; simdjson's own are about its API.
const char *reason_of(error_code error) {
  switch (error) {
    case simdjson::UTF8_ERROR: return "the text is not UTF-8";
    case simdjson::NUMBER_ERROR: return "a number is malformed or beyond the range of a double";
    case simdjson::STRING_ERROR: return "a string has a malformed escape";
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
    case simdjson::INCORRECT_TYPE: return "a value is neither a number, a string, true, false nor null";
    default: return "a comma, colon, bracket or value is missing or misplaced";
  }
}

size_t offset_of(ondemand::document &document, const char *text, size_t length) {
  const char *location = nullptr;
  if (document.current_location().get(location)) return length;
  return static_cast<size_t>(location - text);
}

}  // namespace

headroom_json_result headroom_json_parse(const char *text, size_t length, size_t maximum_depth,
                                         const headroom_json_sink *sink) {
  const simdjson::padded_string padded(text, length);
  if (padded.data() == nullptr) return {HEADROOM_JSON_NO_MEMORY, nullptr, HEADROOM_JSON_NOWHERE};
  Walker walker(*sink, maximum_depth);
  ondemand::parser parser;
  ondemand::document document;
  error_code error = parser.iterate(padded).get(document);
  size_t offset = HEADROOM_JSON_NOWHERE;
  if (!error) {
    error = walker.walk(document);
    offset = offset_of(document, padded.data(), length);
  }
  return {status_of(error, walker), reason_of(error), offset};
}
