// SPDX-License-Identifier: Apache-2.0
#include "document/WrittenNumbers.h"

#include "document/FieldVisitors.h"

namespace plenum {
namespace {

/// The numbers of one record, in the order of its fields.
class NumberReader {
 public:
  struct Found {
    const char* id;
    double value;
  };
  std::vector<Found> out;

  template <class N>
  void number(const char* id, const N& field, const char*, fields::Range, double scale = 1.0) {
    out.push_back({id, fields::rawOf(field) / scale});
  }
  template <class W>
  void whole(const char* id, const W& field, fields::Range) {
    out.push_back({id, static_cast<double>(field)});
  }
  template <class... Any>
  void text(const char*, Any&&...) {}
  template <class... Any>
  void place(const char*, Any&&...) {}
  template <class... Any>
  void truth(const char*, Any&&...) {}
  template <class... Any>
  void choice(const char*, Any&&...) {}
  template <class... Any>
  void catalogue(const char*, Any&&...) {}
  template <class... Any>
  void reference(const char*, Any&&...) {}
  template <class... Any>
  void references(const char*, Any&&...) {}
};

template <class Record>
std::vector<NumberReader::Found> numbersOfRecord(const Record& record) {
  NumberReader reader;
  if constexpr (std::same_as<Record, Hall>) {
    static const HallDesign bare;
    fields::HallFields<const Hall, const HallDesign> both{record, record.design ? *record.design : bare};
    fields::fields(reader, both);
  } else {
    fields::fields(reader, record);
  }
  return std::move(reader.out);
}

class NumberCollector {
 public:
  explicit NumberCollector(const Site& site) : site_(site) {}

  std::vector<WrittenNumber> run() {
    one({RecordKind::site, none, none, 0, 0});
    const auto many = [this](RecordKind kind, std::uint32_t hall, std::uint32_t circuit, std::size_t count) {
      for (std::size_t i = 0; i < count; ++i) one({kind, hall, circuit, static_cast<std::uint32_t>(i), 0});
    };
    many(RecordKind::building, none, none, site_.buildings.size());
    for (std::uint32_t h = 0; h < site_.halls.size(); ++h) {
      one({RecordKind::hall, h, none, h, 0});
      // halls of one design say the same: what stands in them is told once
      bool isFirst = site_.halls[h].design != nullptr;
      for (std::uint32_t before = 0; before < h && isFirst; ++before)
        isFirst = site_.halls[before].design != site_.halls[h].design;
      if (!isFirst) continue;
      const HallDesign& design = *site_.halls[h].design;
      many(RecordKind::row, h, none, design.rows.size());
      many(RecordKind::loop, h, none, design.loops.size());
      many(RecordKind::power, h, none, design.power.size());
    }
    for (std::uint32_t c = 0; c < site_.circuits.size(); ++c) one({RecordKind::circuit, none, none, c, 0});
    many(RecordKind::power, none, none, site_.power.size());
    return std::move(out_);
  }

 private:
  void one(const WrittenAt& at) {
    withRecord(site_, at, [&](const auto& record) {
      using Record = std::remove_cvref_t<decltype(record)>;
      static const std::vector<NumberReader::Found> usual = numbersOfRecord(Record{});
      const std::vector<NumberReader::Found> found = numbersOfRecord(record);
      const std::string id = writtenId(site_, at);
      for (std::size_t i = 0; i < found.size(); ++i)
        if (const Property* property = propertyOf(at.kind, found[i].id); property && !property->isPlace)
          out_.push_back({id, at.kind, property, found[i].value, found[i].value == usual[i].value});
    });
  }

  const Site& site_;
  std::vector<WrittenNumber> out_;
};

}  // namespace

std::vector<WrittenNumber> numbersIn(const Site& site) { return NumberCollector(site).run(); }

}  // namespace plenum
