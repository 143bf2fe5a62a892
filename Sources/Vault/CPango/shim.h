// What VaultPaper uses of Pango, declared here as pango 1.50 has it. The headers of Pango are not
// included: their pkg-config flags hold -pthread, which SwiftPM warns about in every build.

#ifndef CPANGO_SHIM_H
#define CPANGO_SHIM_H

#include <cairo-pdf.h>

typedef struct _PangoAttrList PangoAttrList;
typedef struct _PangoContext PangoContext;
typedef struct _PangoFontDescription PangoFontDescription;
typedef struct _PangoLanguage PangoLanguage;
typedef struct _PangoLayout PangoLayout;

typedef struct {
    const void *klass;
    unsigned int start_index;
    unsigned int end_index;
} PangoAttribute;

// PANGO_SCALE, and values of PangoAlignment, PangoDirection, PangoWeight and PangoWrapMode.
enum {
    CPANGO_SCALE = 1024,
    CPANGO_ALIGN_LEFT = 0,
    CPANGO_ALIGN_RIGHT = 2,
    CPANGO_DIRECTION_LTR = 0,
    CPANGO_DIRECTION_RTL = 1,
    CPANGO_WEIGHT_BOLD = 700,
    CPANGO_WRAP_WORD_CHAR = 2
};

void g_object_unref(void *object);

PangoAttribute *pango_attr_family_new(const char *family);
PangoAttrList *pango_attr_list_new(void);
void pango_attr_list_insert(PangoAttrList *list, PangoAttribute *attribute);
void pango_attr_list_unref(PangoAttrList *list);

PangoFontDescription *pango_font_description_new(void);
void pango_font_description_free(PangoFontDescription *description);
void pango_font_description_set_absolute_size(PangoFontDescription *description, double size);
void pango_font_description_set_family(PangoFontDescription *description, const char *family);
void pango_font_description_set_weight(PangoFontDescription *description, int weight);

void pango_context_set_base_dir(PangoContext *context, int direction);
void pango_context_set_language(PangoContext *context, PangoLanguage *language);
void pango_context_set_round_glyph_positions(PangoContext *context, int round_positions);
PangoLanguage *pango_language_from_string(const char *language);

void pango_layout_context_changed(PangoLayout *layout);
PangoContext *pango_layout_get_context(PangoLayout *layout);
int pango_layout_get_baseline(PangoLayout *layout);
void pango_layout_get_size(PangoLayout *layout, int *width, int *height);
void pango_layout_set_alignment(PangoLayout *layout, int alignment);
int pango_layout_get_unknown_glyphs_count(PangoLayout *layout);
void pango_layout_set_attributes(PangoLayout *layout, PangoAttrList *attributes);
void pango_layout_set_auto_dir(PangoLayout *layout, int auto_dir);
void pango_layout_set_font_description(PangoLayout *layout, const PangoFontDescription *description);
void pango_layout_set_text(PangoLayout *layout, const char *text, int length);
void pango_layout_set_width(PangoLayout *layout, int width);
void pango_layout_set_wrap(PangoLayout *layout, int wrap);

void pango_cairo_context_set_font_options(PangoContext *context, const cairo_font_options_t *options);
PangoLayout *pango_cairo_create_layout(cairo_t *cr);
void pango_cairo_layout_path(cairo_t *cr, PangoLayout *layout);
void pango_cairo_show_layout(cairo_t *cr, PangoLayout *layout);

#endif
