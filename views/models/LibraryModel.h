// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractListModel>
#include <QPixmap>
#include <map>
#include <optional>
#include <vector>

#include "catalog/Catalog.h"
#include "look/Look.h"
#include "site/Written.h"

namespace plenum::views {

/// Something that can be put on the site: a row of the catalogue, or land and shells that no catalogue has.
struct LibraryEntry {
  RecordKind kind = RecordKind::row;
  PowerSpec::Kind power = PowerSpec::Kind::board;  // of RecordKind::power
  Building::Kind building = Building::Kind::data;  // of RecordKind::building
  Scenery::Kind scenery = Scenery::Kind::grass;    // of RecordKind::scenery
  std::string type;                                // id of the catalogue row; "" without one
  Name name;                                       // without one: by the kind
  Vec3 sizeM;
  struct Number {
    std::string key;
    Provenance provenance;
  };
  std::vector<Number> numbers;  // the few that matter when choosing
};

/// What the library holds, in the order of kinds; the catalogue is kept alive.
std::vector<LibraryEntry> libraryOf(const Catalog& catalog);
/// "Rack row", "UPS", "Cooling tower".
QString kindOf(const LibraryEntry& entry, const Words& words);
QString nameOf(const LibraryEntry& entry, const Words& words);
/// "35.2 kW"; the key of a catalogue number without its unit is a text "catalog.<key>".
QString titleOf(const LibraryEntry::Number& number, const Words& words);
QString textOf(const LibraryEntry::Number& number);

/// The library as a list that can be searched in both languages at once. Items drag as `mimeType`.
class LibraryModel final : public QAbstractListModel {
  Q_OBJECT
 public:
  static constexpr const char* mimeType = "application/x-plenum-library";
  enum Role { entryRole = Qt::UserRole + 1, kindRole, numbersRole };

  explicit LibraryModel(Look& look, QObject* parent = nullptr);
  void offer(std::vector<LibraryEntry> entries);
  /// Words that must all be found in the kind, the name in either language, or the id. Empty: everything.
  void search(const QString& text);
  /// Only of that kind; nothing: all kinds.
  void restrictTo(std::optional<RecordKind> kind);
  const LibraryEntry& entryAt(int row) const { return entries_[shown_[static_cast<std::size_t>(row)]]; }
  const std::vector<LibraryEntry>& entries() const { return entries_; }
  /// The entry that a drag of this list carries; nothing for another's.
  const LibraryEntry* entryIn(const QMimeData& drag) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  QStringList mimeTypes() const override;
  QMimeData* mimeData(const QModelIndexList& indexes) const override;

 private:
  void filter();
  Look& look_;
  std::vector<LibraryEntry> entries_;
  std::vector<std::size_t> shown_;
  QString wanted_;
  std::optional<RecordKind> kind_;
  mutable std::map<std::size_t, QPixmap> drawings_;
};

/// A small drawing of the thing in the colours of the theme: its shape to scale against a person's height.
void drawThumbnail(QPainter& painter, const QRectF& in, const LibraryEntry& entry, const Tokens& tokens);

}  // namespace plenum::views
